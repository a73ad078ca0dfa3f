/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;

/** Each of the two alarm clocks is sufficient alone: whatever is due starts within a second. */
class AlarmClocksTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final NscaDatabase store = NscaDatabase.open(
            database.pool(),
            new NscaDatabase.Settings("nscacheck", NscaDatabase.SchemaMode.MIGRATE, SecretCipher.withoutKeys()));
    private final RecordingSender sender = new RecordingSender();
    private Engine engine;

    @AfterEach
    void stop() {
        engine.stop();
        store.close();
        database.close();
    }

    private void start(boolean tick, boolean quartz, CheckDefinition... checks) {
        engine = new Engine(
                store.stores(),
                EngineSettings.builder("node-1")
                        .zone(ZoneOffset.UTC)
                        .spread(Duration.ofSeconds(2))
                        .shutdown(Duration.ofSeconds(2))
                        .tick(tick)
                        .servers(List.of(Server.builder("nagios", "recording")
                                .address("localhost")
                                .hostName("shop")
                                .catchUp(CatchUp.ALL)
                                .build()))
                        .build(),
                quartz ? new QuartzClockwork() : QuartzClockwork.silent(),
                List.of(sender),
                List.of(() -> List.of(checks)));
        engine.prepare();
        engine.start();
    }

    private static CheckDefinition check(String key, ScheduleSpec schedule) {
        return CheckDefinition.of(new CheckKey(key), key, schedule, context -> CheckResult.of(0, "OK"));
    }

    private CheckId id(String key) {
        return store.stores().checks().findAll().stream()
                .filter(check -> check.key().value().equals(key))
                .map(StoredCheck::id)
                .findFirst()
                .orElseThrow();
    }

    /** Rows of (due or slot, start) as instants. */
    private List<Instant[]> runs(String where) {
        List<Instant[]> found = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT r.slot, r.started_at FROM nscacheck.nsca_run r"
                        + " JOIN nscacheck.nsca_check c ON c.id = r.check_id WHERE " + where
                        + " ORDER BY r.started_at")) {
            while (rows.next()) {
                found.add(new Instant[] {
                    rows.getTimestamp(1).toInstant(), rows.getTimestamp(2).toInstant()
                });
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private void execute(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void assertInTime(String where, int runs, Duration allowed) {
        await().atMost(Duration.ofSeconds(20)).until(() -> runs(where).size() >= runs);
        // The first run is the one soon after scheduling; it has no slot on the grid.
        assertThat(runs(where).subList(1, runs))
                .allSatisfy(run -> assertThat(Duration.between(run[0], run[1])).isBetween(Duration.ZERO, allowed));
    }

    @ParameterizedTest(name = "tick {0}, quartz {1}")
    @CsvSource({"true, false", "false, true"})
    @Row(value = "R25", done = "without Quartz everything starts within a second of its time")
    void startsCronSlotsIntervalsAndSpreadRunsInTime(boolean tick, boolean quartz) {
        start(
                tick,
                quartz,
                check("cron", ScheduleSpec.cron("0/3 * * * * ?", "UTC")),
                check("interval", ScheduleSpec.every("3s")));
        StoredCheck spread = store.stores().checks().find(id("interval")).orElseThrow();
        engine.administration()
                .saveCheck(
                        Actor.SYSTEM,
                        spread.with(
                                CheckSettings.builder().spread(Duration.ZERO).build()));

        // The cron check is spread over up to 2 s behind its slot, the other is exact.
        assertInTime("c.handler_key = 'cron'", 3, Duration.ofSeconds(2).plus(LIMIT));
        assertInTime("c.handler_key = 'interval' AND extract(milliseconds FROM r.slot)::int % 1000 = 0", 3, LIMIT);
    }

    @ParameterizedTest(name = "tick {0}, quartz {1}")
    @CsvSource({"true, false", "false, true"})
    void startsARunThatAPersonAskedForInTime(boolean tick, boolean quartz) {
        start(tick, quartz, check("daily", ScheduleSpec.every("1d")));
        await().atMost(Duration.ofSeconds(15)).until(() -> runs("true").size() == 1);

        assertThat(engine.administration().runNow(Actor.SYSTEM, id("daily"))).isTrue();

        await().atMost(LIMIT).until(() -> runs("true").size() == 2);
        await().until(() -> sender.received.size() == 2);
    }

    @ParameterizedTest(name = "tick {0}, quartz {1}")
    @CsvSource({"true, false", "false, true"})
    void takesOverAnExpiredLeaseInTime(boolean tick, boolean quartz) {
        start(tick, quartz, check("daily", ScheduleSpec.every("1d")));
        await().atMost(Duration.ofSeconds(15)).until(() -> runs("true").size() == 1);

        // Another node claimed it and died; its lease ends in two seconds.
        execute(
                "UPDATE nscacheck.nsca_due SET slot = nscacheck.nsca_now(), due_at = nscacheck.nsca_now(),"
                        + " claim_no = claim_no + 1, claimed_by = 'node-2/1', claimed_at = nscacheck.nsca_now(),"
                        + " lease_until = nscacheck.nsca_now() + interval '2 s', wake_at = nscacheck.nsca_now() + interval '2 s'");
        // This node looks once more while the lease holds, for whatever reason, and so learns of its end.
        engine.administration().runNow(Actor.SYSTEM, id("daily"));

        await().atMost(Duration.ofSeconds(5)).until(() -> runs("true").size() == 2);
        Instant[] run = runs("true").get(1);
        assertThat(Duration.between(run[0], run[1]))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(2).plus(LIMIT));
    }

    @ParameterizedTest(name = "tick {0}, quartz {1}")
    @CsvSource({"true, false", "false, true"})
    void triesAFailedServerAgain(boolean tick, boolean quartz) {
        sender.failures = 2;
        start(tick, quartz, check("daily", ScheduleSpec.every("1d")));

        await().atMost(Duration.ofSeconds(20)).until(() -> sender.received.size() == 1);

        assertThat(sender.failures).isZero();
    }

    /** A server that fails as often as a test says. */
    private static final class RecordingSender implements SenderFactory, Sender {
        private final List<Report> received = new CopyOnWriteArrayList<>();
        private volatile int failures;

        @Override
        public String kind() {
            return "recording";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<String> validate(Server server) {
            return List.of();
        }

        @Override
        public Sender open(Server server) {
            return this;
        }

        @Override
        public synchronized List<SendOutcome> send(List<Report> reports, Deadline deadline) {
            if (failures > 0) {
                failures--;
                return reports.stream()
                        .<SendOutcome>map(r -> new SendOutcome.Retry("connection refused"))
                        .toList();
            }
            received.addAll(reports);
            return reports.stream()
                    .<SendOutcome>map(r -> new SendOutcome.Sent(true))
                    .toList();
        }
    }
}
