/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decider;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Holds;
import org.nscacheck.alerting.Look;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Policies;
import org.nscacheck.alerting.PolicyDecider;
import org.nscacheck.alerting.Reason;
import org.nscacheck.alerting.Recipient;
import org.nscacheck.alerting.Route;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.ServerId;

/** From the end of a run to what a notifier is handed, in PostgreSQL. */
class AlertsOfRunsTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Fixture db = new Fixture();
    private final PolicyDecider decider = new PolicyDecider();
    private ServerId people = ServerId.random();
    private final Check check = db.addCheck("disk");

    @BeforeEach
    void addNotifier() {
        people = db.addServer("people", CatchUp.ALL).id();
        db.planDueNow(check);
        decider.use(Policies.NONE.with(List.of(new Recipient(people, "people", true)), List.of(Route.to(people))));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private AlertStore alerts() {
        return db.nsca.stores().alerts();
    }

    private void run(Status status, String message) {
        db.result(check, status, message);
        alerts().decideDue(10, decider);
    }

    /** Takes what waits for the notifier, as a sender would get it. */
    private List<Notification> told() {
        ServerLease lease =
                db.nsca.stores().deliveries().lease(people, Fixture.NODE, LEASE).orElseThrow();
        List<Delivery> taken =
                db.nsca.stores().deliveries().take(lease, 100, LEASE).deliveries();
        db.execute("UPDATE nscacheck.nsca_delivery SET state = 'SENT', ended_at = nscacheck.nsca_now()"
                + " WHERE state = 'LEASED'");
        db.nsca.stores().deliveries().release(lease, 0, Duration.ZERO);
        return taken.stream()
                .map(delivery -> delivery.report().notification())
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void tellsAProblemAndItsRecoveryOnceEach() {
        run(Status.OK, "fine");
        assertThat(told()).isEmpty();

        run(Status.CRITICAL, "96 % used");
        run(Status.CRITICAL, "97 % used");
        List<Notification> problem = told();
        assertThat(problem).hasSize(1);
        assertThat(problem.get(0).severity()).isEqualTo(Severity.FAILURE);
        assertThat(problem.get(0).kind()).isEqualTo(Notification.Kind.PROBLEM);
        assertThat(problem.get(0).text()).contains("96 % used");
        assertThat(problem.get(0).identity()).isEqualTo(new Identity("", "disk", "", "check", ""));

        run(Status.OK, "fine again");
        run(Status.OK, "fine still");
        assertThat(told()).extracting(Notification::kind).containsExactly(Notification.Kind.RECOVERY);
    }

    @Test
    void tellsThatAProblemIsOverWhoseCheckWasDeleted() {
        run(Status.CRITICAL, "96 % used");
        told();

        db.nsca.stores().checks().delete(check.id());
        alerts().decideDue(10, decider);

        List<Notification> over = told();
        assertThat(over).hasSize(1);
        assertThat(over.get(0).severity()).isEqualTo(Severity.OKAY);
        assertThat(over.get(0).text()).contains("deleted");
        alerts().decideDue(10, decider);
        assertThat(told()).isEmpty();
    }

    @Test
    void tellsAgainWhatIsStillWrongAfterAPause() {
        run(Status.CRITICAL, "96 % used");
        told();
        db.execute("UPDATE nscacheck.nsca_check SET paused_until = nscacheck.nsca_now() + interval '1 hour'");
        alerts().decideDue(10, decider);
        assertThat(told()).extracting(Notification::severity).containsExactly(Severity.OKAY);

        db.execute("UPDATE nscacheck.nsca_check SET paused_until = NULL");
        run(Status.CRITICAL, "97 % used");
        assertThat(told()).extracting(Notification::severity).containsExactly(Severity.FAILURE);
    }

    /** As a kill between deciding and storing does. */
    @Test
    void losesNothingIfDecidingFails() {
        db.result(check, Status.CRITICAL, "96 % used");
        Decider dying = new Decider() {
            @Override
            public java.util.Set<CheckId> parents() {
                return java.util.Set.of();
            }

            @Override
            public List<Decided> decide(Look look) {
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> alerts().decideDue(10, dying)).hasMessage("killed");
        assertThat(told()).isEmpty();

        alerts().decideDue(10, decider);
        assertThat(told()).hasSize(1);
    }

    @Test
    void knowsWhatIsWrongAndForgetsIt() {
        run(Status.WARNING, "81 % used");
        assertThat(alerts().open())
                .extracting(Open::subject)
                .extracting(subject -> subject.name())
                .containsExactly("disk");

        run(Status.OK, "fine");
        assertThat(alerts().open()).isEmpty();
        db.nsca.stores().checks().delete(check.id());
        db.moveClock(Duration.ofDays(40));
        db.nsca.stores().history().purge(Duration.ofDays(30), 100);
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_subject")).containsExactly("0");
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_notice")).containsExactly("0");
    }

    /** Returns a heartbeat whose good results are no news any more, and has all depend on it. */
    private Check steadyHeartbeat() {
        Check heartbeat = db.addCheck(CheckKey.HEARTBEAT);
        db.stopClock(Duration.ZERO);
        db.planDueNow(heartbeat);
        decider.use(Policies.NONE
                .with(List.of(new Recipient(people, "people", true)), List.of(Route.to(people)))
                .withDependencies(List.of(Dependency.onHeartbeat(heartbeat.id()))));
        db.result(heartbeat, Status.OK, "beats");
        alerts().decideDue(10, decider);
        db.execute("UPDATE nscacheck.nsca_due SET good_runs = " + (Holds.MOST_GOOD_RESULTS + 1) + " WHERE check_id = '"
                + heartbeat.id() + "'");
        return heartbeat;
    }

    private Instant dueAt(Check planned) {
        String seconds = db.query("SELECT trunc(extract(epoch FROM due_at)) FROM nscacheck.nsca_due WHERE check_id = '"
                        + planned.id() + "'")
                .get(0);
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    @Test
    void countsAHeartbeatWithoutAResultAsDownAndTellsItInPlaceOfWhatDependsOnIt() {
        Check heartbeat = steadyHeartbeat();
        Instant due = dueAt(heartbeat);
        db.stopClockAt(due.plus(Dependency.OVERDUE));
        alerts().decideDue(10, decider);
        assertThat(told()).isEmpty();
        db.stopClockAt(due.plus(Dependency.OVERDUE).plusSeconds(1));
        run(Status.CRITICAL, "96 % used");

        assertThat(told())
                .extracting(told -> told.identity().plugin(), Notification::severity)
                .containsExactly(tuple(CheckKey.HEARTBEAT, Severity.FAILURE));
        assertThat(alerts().history(new SubjectKey(check.id(), ""), 1))
                .extracting(Noted::reason)
                .containsExactly(Reason.PARENT_DOWN);
        assertThat(alerts().history(new SubjectKey(heartbeat.id(), ""), 1)
                        .get(0)
                        .text())
                .contains("no result since");

        // A child looks at its parent every ten seconds.
        db.stopClock(Duration.ofSeconds(11));
        db.result(heartbeat, Status.OK, "beats again");
        alerts().decideDue(10, decider);
        assertThat(told()).extracting(Notification::kind).containsExactly(Notification.Kind.RECOVERY);
        db.stopClock(Duration.ofSeconds(11));
        db.result(heartbeat, Status.OK, "beats on");
        alerts().touchAll();
        alerts().decideDue(10, decider);
        assertThat(told()).as("the disk has no fresh result yet").isEmpty();
        db.stopClock(Duration.ofSeconds(1));
        run(Status.CRITICAL, "97 % used");
        assertThat(told())
                .extracting(told -> told.identity().plugin(), Notification::severity)
                .containsExactly(tuple("disk", Severity.FAILURE));
    }

    @Test
    void tellsThatAHeartbeatHasNeverBeaten() {
        Check heartbeat = db.addCheck(CheckKey.HEARTBEAT);
        db.stopClock(Duration.ZERO);
        db.planDueNow(heartbeat);
        decider.use(Policies.NONE
                .with(List.of(new Recipient(people, "people", true)), List.of(Route.to(people)))
                .withDependencies(List.of(Dependency.onHeartbeat(heartbeat.id()))));
        db.stopClock(Duration.ofSeconds(61));
        alerts().decideDue(10, decider);

        assertThat(told()).extracting(Notification::text).first().asString().contains("no result yet");
    }

    @Test
    void asksAParentWhoseGoodResultsAreNoNews() {
        Check heartbeat = steadyHeartbeat();
        db.stopClock(Duration.ofSeconds(30));
        run(Status.CRITICAL, "96 % used");
        assertThat(told()).isEmpty();

        db.stopClock(Duration.ofSeconds(11));
        db.result(heartbeat, Status.OK, "beats");
        alerts().decideDue(10, decider);
        assertThat(told()).extracting(told -> told.identity().plugin()).containsExactly("disk");
    }
}
