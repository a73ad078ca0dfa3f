/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.RefusedException;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.check.CheckId;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.push.AdministeredServices;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.push.AgentId;
import org.nscacheck.push.AnnouncedAlerts;
import org.nscacheck.push.Credentials;
import org.nscacheck.push.PushAlert;
import org.nscacheck.push.PushReceiver;
import org.nscacheck.push.PushSettings;
import org.nscacheck.push.PushSettings.Registration;
import org.nscacheck.push.PushStore;
import org.nscacheck.push.PushedChecks;
import org.nscacheck.push.PushedState;
import org.nscacheck.push.TooManyRequestsException;
import org.nscacheck.push.WrongKeyException;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.server.CatchUp;

/** States that agents push, through the whole engine into the database. */
class PushTest {

    private static final Credentials WEB1 = new Credentials("web1", "secret-1");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String RUNS = "SELECT outcome, status, message FROM nscacheck.nsca_run"
            + " WHERE outcome <> 'VOID' ORDER BY ended_at, claim_no";
    private static final String OUTBOX = "SELECT host, service, status, message,"
            + " extract(epoch FROM valid_until - at)::int FROM nscacheck.nsca_delivery ORDER BY id";

    private final Fixture db = new Fixture();
    private final PushStore store = db.nsca.pushes();
    private Engine engine;
    private PushReceiver receiver;
    private AgentAdministration agents;

    @BeforeEach
    void start() {
        db.addServer("nagios", CatchUp.ALL);
        start(Registration.OPEN, PushSettings.Limits.DEFAULT);
    }

    private void start(Registration registration, PushSettings.Limits limits) {
        if (engine != null) {
            engine.close();
        }
        PushSettings settings =
                new PushSettings(registration, limits, 20, Status.CRITICAL, List.of(), Duration.ofDays(30));
        engine = new Engine(
                db.nsca.stores(),
                EngineSettings.of("node"),
                Clockwork.NONE,
                List.of(),
                List.of(new PushedChecks(store, settings)));
        engine.start();
        receiver = new PushReceiver(
                store,
                settings,
                new AdministeredServices(
                        engine::administration, db.nsca.stores().checks()),
                engine::record,
                new AnnouncedAlerts(engine::alerts),
                System::nanoTime);
        agents = new AgentAdministration(store, engine::administration);
    }

    @AfterEach
    void close() {
        engine.close();
        db.close();
    }

    private static PushedState state(String service, Status status, String info) {
        return new PushedState(service, CheckResult.of(status, info), MINUTE);
    }

    private void report(PushedState... states) {
        receiver.report(WEB1, "10.0.0.1", Arrays.asList(states));
    }

    @Test
    void makesEachServiceACheckWhoseResultsGoToTheServers() {
        report(state("disk", Status.OK, "7 GB free"), state("load", Status.WARNING, "load 8"));

        assertThat(db.query(RUNS)).containsExactlyInAnyOrder("REPORTED 0 7 GB free", "REPORTED 1 load 8");
        assertThat(db.query(OUTBOX)).containsExactlyInAnyOrder("web1 disk 0 7 GB free 72", "web1 load 1 load 8 72");
        assertThat(db.nsca.stores().checks().findAll())
                .extracting(check -> check.name())
                .containsExactlyInAnyOrder("web1: disk", "web1: load");
        assertThat(events()).containsExactly("STATE WARNING");
    }

    @Test
    void keepsBothOfTwoStatesOfAServiceAndTheLaterIsTheCurrentOne() {
        report(state("disk", Status.OK, "first"), state("disk", Status.CRITICAL, "second"));

        assertThat(db.query(RUNS)).containsExactly("REPORTED 0 first", "REPORTED 2 second");
        assertThat(store.services()).singleElement().satisfies(service -> assertThat(service.last())
                .satisfies(last -> assertThat(last.info()).isEqualTo("second")));
        assertThat(events()).containsExactly("STATE CRITICAL");
    }

    @Test
    void saysThatAnAgentIsSilentAndThatItIsBack() {
        report(state("disk", Status.OK, "fine"));
        db.moveClock(Duration.ofSeconds(80));
        await().until(() -> db.query(RUNS).size() == 2);
        db.moveClock(Duration.ofSeconds(160));
        await().until(() -> db.query(RUNS).size() == 3);
        report(state("disk", Status.OK, "fine again"));

        assertThat(db.query(RUNS).get(1)).matches("SUCCESS 2 no report for 8\\ds, one was promised every 1m");
        assertThat(db.query(RUNS).get(3)).isEqualTo("REPORTED 0 fine again");
        assertThat(db.query(OUTBOX)).hasSize(4);
        assertThat(events()).containsExactly("PLUGIN offline", "PLUGIN online");
    }

    /** Makes it due, which people cannot. */
    private void runNow(CheckId check) {
        AuditSubject subject = new AuditSubject(AuditKind.CHECK, check.toString(), "a pushed service");
        db.nsca.stores().due().runNow(check, AuditNote.of("system", AuditAction.RUN_REQUESTED, subject));
    }

    @Test
    void saysNothingOfAnAgentThatIsInTimeByItsPromiseAndTheGrace() {
        report(state("disk", Status.OK, "fine"));
        db.moveClock(Duration.ofSeconds(71));

        runNow(store.services().get(0).check());

        await().until(() -> db.query("SELECT outcome FROM nscacheck.nsca_run").contains("VOID"));
        assertThat(db.query(RUNS)).hasSize(1);
        assertThat(events()).isEmpty();
    }

    @Test
    void followsAnotherPromise() {
        report(state("disk", Status.OK, "fine"));
        receiver.report(
                WEB1,
                "10.0.0.1",
                List.of(new PushedState("disk", CheckResult.of(Status.OK, "x"), MINUTE.multipliedBy(5))));

        assertThat(db.query("SELECT extract(epoch FROM due_at - nscacheck.nsca_now())::int FROM nscacheck.nsca_due"))
                .singleElement()
                .satisfies(left -> assertThat(Integer.parseInt(left)).isBetween(355, 360));
        assertThat(db.query("SELECT schedule_every FROM nscacheck.nsca_check")).containsExactly("360s");
    }

    @Test
    void letsNobodyInWithAnotherKey() {
        report(state("disk", Status.OK, "fine"));
        Credentials wrong = new Credentials("web1", "secret-2");

        assertThatThrownBy(() -> receiver.ping(wrong, "10.0.0.2"))
                .isInstanceOf(WrongKeyException.class)
                .hasMessage("Invalid server key");
        assertThatThrownBy(() -> receiver.report(wrong, "10.0.0.2", List.of(state("disk", Status.OK, "a lie"))))
                .isInstanceOf(WrongKeyException.class);

        assertThat(db.query(RUNS)).containsExactly("REPORTED 0 fine");
        assertThat(db.query("SELECT key_hash, address FROM nscacheck.nsca_agent"))
                .singleElement()
                .asString()
                .doesNotContain("secret")
                .endsWith("10.0.0.1");
    }

    @Test
    void takesANewKeyOnceTheOldOneIsForgotten() {
        report(state("disk", Status.OK, "fine"));
        AgentId id = store.agents().get(0).id();
        agents.forgetKey(Actor.SYSTEM, id);
        Credentials changed = new Credentials("web1", "secret-2");

        receiver.ping(changed, "10.0.0.1");

        assertThatThrownBy(() -> receiver.ping(WEB1, "10.0.0.1")).isInstanceOf(WrongKeyException.class);
        receiver.ping(changed, "10.0.0.1");
    }

    @Test
    void takesNothingOfAnAgentThatNobodyHasApproved() {
        start(Registration.APPROVAL, PushSettings.Limits.DEFAULT);

        assertThatThrownBy(() -> report(state("disk", Status.OK, "fine")))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("not approved");
        assertThat(store.services()).isEmpty();

        agents.setApproved(Actor.SYSTEM, store.agents().get(0).id(), true);
        report(state("disk", Status.OK, "fine"));
        assertThat(db.query(RUNS)).hasSize(1);
    }

    @Test
    void takesNoNewAgentWhereThatIsClosed() {
        start(Registration.CLOSED, PushSettings.Limits.DEFAULT);

        assertThatThrownBy(() -> receiver.ping(WEB1, "10.0.0.1"))
                .isInstanceOf(WrongKeyException.class)
                .hasMessageContaining("'web1' is not known");
        assertThat(store.agents()).isEmpty();
    }

    @Test
    void limitsAgentsServicesAndRequests() {
        start(Registration.OPEN, new PushSettings.Limits(1, 2, 4));

        assertThatThrownBy(
                        () -> report(state("a", Status.OK, ""), state("b", Status.OK, ""), state("c", Status.OK, "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("would have 3 services, at most 2");
        assertThat(store.services()).isEmpty();
        assertThatThrownBy(() -> receiver.ping(new Credentials("web2", "x"), "10.0.0.2"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("1 servers already");
        report(state("a", Status.OK, ""));
        report(state("a", Status.OK, ""));
        report(state("a", Status.OK, ""));
        assertThatThrownBy(() -> report(state("a", Status.OK, ""))).isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void refusesWhatNoReceiverCouldTake() {
        for (String name : List.of("", " ", "a;b", "line\nend", "x".repeat(64))) {
            assertThatThrownBy(() -> receiver.ping(new Credentials(name, "k"), ""))
                    .isInstanceOf(RefusedException.class);
        }
        assertThatThrownBy(() -> report(state("a;b", Status.OK, ""))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> receiver.report(
                        WEB1, "", List.of(new PushedState("a", CheckResult.of(Status.OK, ""), Duration.ZERO))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("period");
        assertThat(store.agents()).as("nothing is stored of what is refused").isEmpty();
    }

    @Test
    void storesEachOfManyThatComeAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> posts = IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        report(state("one", Status.OK, "post " + i), state("two", Status.OK, "post " + i));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> post : threads.invokeAll(posts)) {
                assertThat(post.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(db.query(RUNS)).hasSize(80);
        assertThat(store.services()).hasSize(2);
        assertThat(db.query(OUTBOX)).hasSize(80);
    }

    /** What the runner finds in time and what agents report meet in the same rows. */
    @Test
    void waitsForNobodyInACircle() throws Exception {
        PushedState[] states = IntStream.range(0, 30)
                .mapToObj(i -> state("service " + i, Status.OK, "fine"))
                .toArray(PushedState[]::new);
        report(states);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            Future<?> started = people.submit(() -> {
                for (int i = 0; i < 40; i++) {
                    store.services().forEach(service -> runNow(service.check()));
                }
            });
            // Fewer than an agent may report in a minute.
            for (int i = 0; i < 500 && !started.isDone(); i++) {
                report(states);
            }
            started.get();
        } finally {
            people.shutdownNow();
        }

        assertThat(store.services()).hasSize(30);
    }

    @Test
    void removesAnAgentWithItsChecks() {
        report(state("disk", Status.OK, "fine"));
        receiver.alert(WEB1, "10.0.0.1", List.of(new PushReceiver.SentAlert("disk", "look at it")));
        AgentId id = store.agents().get(0).id();

        assertThatThrownBy(() -> agents.delete(new Actor("olga", Permission.OPERATE), id))
                .isInstanceOf(NotPermittedException.class);
        agents.delete(Actor.SYSTEM, id);

        assertThat(store.agents()).isEmpty();
        assertThat(db.nsca.stores().checks().findAll()).isEmpty();
        assertThat(store.alerts(Instant.EPOCH, 10)).isEmpty();
        assertThat(db.query(RUNS)).as("its history stays").hasSize(1);
    }

    @Test
    void forgetsAlertsAfterAMonth() {
        receiver.alert(WEB1, "10.0.0.1", List.of(new PushReceiver.SentAlert(null, "old")));
        db.moveClock(Duration.ofDays(31));
        start(Registration.OPEN, PushSettings.Limits.DEFAULT);

        receiver.alert(WEB1, "10.0.0.1", List.of(new PushReceiver.SentAlert(null, "new")));

        assertThat(store.alerts(Instant.EPOCH, 10))
                .extracting(PushAlert::message)
                .containsExactly("new");
    }

    @Test
    void tellsNobodyOfAServiceThatIsPaused() {
        report(state("disk", Status.OK, "fine"));
        engine.administration().pause(Actor.SYSTEM, store.services().get(0).check(), Duration.ofHours(1));

        report(state("disk", Status.CRITICAL, "full"));

        assertThat(db.query(RUNS)).containsExactly("REPORTED 0 fine", "REPORTED 2 full");
        assertThat(db.query(OUTBOX)).hasSize(1);
        assertThat(db.query("SELECT due_at > nscacheck.nsca_now() + interval '59 minutes' FROM nscacheck.nsca_due"))
                .as("it is not late before the pause is over")
                .containsExactly("t");
    }

    private List<String> events() {
        return store.alerts(Instant.EPOCH, 100).stream()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .map((PushAlert alert) -> alert.channel() + " " + alert.event())
                .toList();
    }
}
