/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.definition.DefinitionSettings;
import org.nscacheck.definition.Definitions;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.Nagios4;
import org.nscacheck.testkit.daemon.NagiosWithNsca;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real Nagios runs on the definitions that are made from the checks. Whatever stops results from coming, its services do not
 * stay green, and people get one alarm for it.
 */
@Tag("faults")
class FalseGreenTest {

    /** As for a real site, but each minute of it in a second or some. */
    private static final DefinitionSettings RECEIVER =
            new DefinitionSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), List.of("duty"));

    private static final String ON_DUTY = """
            define command {
                command_name notify
                command_line /bin/true
            }
            define contact {
                contact_name person
                host_notification_period always
                service_notification_period always
                host_notification_options d,u,r
                service_notification_options w,u,c,r
                host_notification_commands notify
                service_notification_commands notify
            }
            define contactgroup {
                contactgroup_name duty
                alias duty
                members person
            }
            """;

    private static final List<String> CHECKS = List.of(CheckKey.HEARTBEAT, "mail", "orders", "stock");

    /** A gap of a second, a time limit of two, five for the delivery: stale after eight, found out within a second more. */
    private static final Duration STALE = Duration.ofSeconds(8);

    /** The others become stale two sweeps after the heartbeat. */
    private static final Duration ALL_STALE = STALE.plus(Duration.ofSeconds(2));

    /** Time that a sweep, the run of the stale command and the writing of the status file may take on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(8);

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final HangingDataSource pool = new HangingDataSource(database.dataSource());
    private final NscaDatabase store = NscaDatabase.open(
            pool,
            new NscaDatabase.Settings(
                    "nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.of("k", Map.of("k", new byte[32]))));
    private final ServerId serverId = ServerId.random();
    private Engine engine = engine(CHECKS);
    private NagiosWithNsca receiver;

    private Engine engine(List<String> keys) {
        Engine made = new Engine(
                store.stores(),
                EngineSettings.of("shop"),
                new QuartzClockwork(),
                List.of(new NscaSenderFactory(Path.of("target", "false-green"))),
                List.of(() -> keys.stream().map(FalseGreenTest::everySecond).toList()));
        made.prepare();
        return made;
    }

    private static CheckDefinition everySecond(String key) {
        return CheckDefinition.builder(new CheckKey(key), context -> CheckResult.of(0, "fine"))
                .defaults(CheckSettings.builder()
                        .service(key)
                        .schedule(ScheduleSpec.every("1s"))
                        .timeout(Duration.ofSeconds(2))
                        .build())
                .build();
    }

    @BeforeEach
    void start() {
        save(1, "not yet known");
        String definitions = Definitions.file(
                        engine.overview(), Actor.SYSTEM, "nagios", DefinitionFormat.NAGIOS, RECEIVER)
                .orElseThrow();
        receiver = NagiosWithNsca.start(
                Nagios4.builder().objects(ON_DUTY + definitions),
                NscaDaemon.builder().mode(NscaDaemon.Mode.SINGLE));
        save(receiver.port(), receiver.nsca().password());
        engine.start();
        awaitState(0, CHECKS);
    }

    private void save(int port, String password) {
        int method = receiver == null ? 1 : receiver.nsca().method();
        int version =
                store.stores().servers().find(serverId).map(Server::version).orElse(0);
        engine.administration()
                .saveServer(
                        Actor.SYSTEM,
                        Server.builder(serverId, "nagios", "nsca")
                                .address("127.0.0.1")
                                .port(port)
                                .hostName("shop")
                                .settings(Map.of("encryption", String.valueOf(method)))
                                .version(version)
                                .build(),
                        SecretChange.set(Secret.of(password)));
    }

    @AfterEach
    void stop() {
        pool.goOn();
        engine.stop();
        receiver.close();
        store.close();
        database.close();
    }

    private void awaitState(int state, List<String> services) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(states()).containsAllEntriesOf(expect(state, services)));
    }

    private static Map<String, Integer> expect(int state, List<String> services) {
        Map<String, Integer> expected = new java.util.HashMap<>();
        services.forEach(service -> expected.put(service, state));
        return expected;
    }

    private Map<String, Integer> states() {
        Map<String, Integer> states = new java.util.HashMap<>();
        receiver.nagios().statuses().stream()
                .filter(status -> status.service() != null && status.hasResult())
                .forEach(status -> states.put(status.service(), status.state()));
        return states;
    }

    /** Alarms that people got; recoveries are none. */
    private List<String> alarms() {
        List<String> alarms = new ArrayList<>();
        for (String line : receiver.nagios().log()) {
            if (line.contains("NOTIFICATION: ") && !line.contains(";OK;")) {
                alarms.add(line.substring(line.indexOf("NOTIFICATION: ")));
            }
        }
        return alarms;
    }

    private CheckId id(String name) {
        return store.stores().checks().findAll().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void assertStaleWithin(Duration promised, List<String> services) {
        Instant began = Instant.now();
        awaitState(3, services);
        assertThat(Duration.between(began, Instant.now()))
                .as("%s stale after", services)
                .isLessThan(promised.plus(SLACK));
    }

    /** Those that are not promised to raise an alarm had time enough to. */
    private void assertOneAlarm(String service) {
        assertThat(alarms()).singleElement().asString().contains(";" + service + ";UNKNOWN;");
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(6)).untilAsserted(() -> assertThat(alarms())
                .hasSize(1));
        assertNoLateOk();
    }

    private void assertNoLateOk() {
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT count(*) FROM nscacheck.nsca_delivery WHERE state IN ('SENT', 'ACCEPTED')"
                                + " AND status = 0 AND ended_at > valid_until")
                        .query(Long.class)
                        .single())
                .as("OKs that were sent after the time until which they were true")
                .isZero();
    }

    @Test
    void aDeadApplicationRaisesOneAlarmAndComesBackByItself() {
        engine.stop();

        assertStaleWithin(ALL_STALE, CHECKS);
        assertOneAlarm(CheckKey.HEARTBEAT);

        engine = engine(CHECKS);
        engine.start();
        awaitState(0, CHECKS);
        assertThat(alarms()).hasSize(1);
    }

    /** The thread that claims what is due hangs, and everything else lives on. */
    @Test
    void aDeadSchedulerRaisesOneAlarm() {
        pool.hang("nscacheck-claims");

        assertStaleWithin(ALL_STALE, CHECKS);
        assertOneAlarm(CheckKey.HEARTBEAT);
    }

    @Test
    void aPausedCheckDoesNotStayGreen() {
        engine.administration().pause(Actor.SYSTEM, id("mail"), Duration.ofHours(1));

        assertStaleWithin(ALL_STALE, List.of("mail"));
        assertOneAlarm("mail");
        assertThat(states()).containsAllEntriesOf(expect(0, List.of(CheckKey.HEARTBEAT, "orders", "stock")));

        engine.administration().resume(Actor.SYSTEM, id("mail"));
        awaitState(0, CHECKS);
    }

    @Test
    void aCheckWithoutItsMethodDoesNotStayGreen() {
        engine.stop();
        engine = engine(List.of(CheckKey.HEARTBEAT, "mail", "orders"));
        engine.start();

        assertStaleWithin(ALL_STALE, List.of("stock"));
        assertOneAlarm("stock");
        assertThat(states()).containsAllEntriesOf(expect(0, List.of(CheckKey.HEARTBEAT, "mail", "orders")));
    }

    /** The receiver is there, but nothing reaches it; what is sent when the way is free again is true then. */
    @Test
    void noOkIsSentAfterItsTimeWhenTheWayWasBlocked() {
        receiver.nsca().stop();

        assertStaleWithin(ALL_STALE, CHECKS);
        assertOneAlarm(CheckKey.HEARTBEAT);

        receiver.nsca().restart();
        awaitState(0, CHECKS);
        assertNoLateOk();
    }
}
