/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decider;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Look;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Policies;
import org.nscacheck.alerting.PolicyDecider;
import org.nscacheck.alerting.Reason;
import org.nscacheck.alerting.Recipient;
import org.nscacheck.alerting.Route;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.engine.Stores;
import org.nscacheck.inmemory.InMemoryDatabase;
import org.nscacheck.inmemory.OutboxFile;
import org.nscacheck.inmemory.OutboxJournal;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** From the end of a run to what a notifier is handed, without a database: the same as in PostgreSQL. */
class AlertsOfRunsInMemoryTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final Stores stores = new InMemoryDatabase(() -> now, OutboxJournal.NONE).stores();
    private final Scenario scenario = new Scenario(stores);
    private final PolicyDecider decider = new PolicyDecider();
    private ServerId people = ServerId.random();
    private Check check = scenario.scheduled("disk");

    @TempDir
    private Path folder;

    @BeforeEach
    void addNotifier() {
        people = scenario.addServer("people").id();
        decider.use(toPeople());
    }

    private Policies toPeople() {
        return Policies.NONE.with(List.of(new Recipient(people, "people", true)), List.of(Route.to(people)));
    }

    private AlertStore alerts() {
        return stores.alerts();
    }

    private void run(Check which, Status status, String message) {
        scenario.run(which, CheckResult.of(status, message));
        alerts().decideDue(10, decider);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /** Takes what waits for the notifier, as a sender would get it. */
    private List<Notification> told() {
        return told(stores);
    }

    private List<Notification> told(Stores from) {
        ServerLease lease =
                from.deliveries().lease(people, Scenario.NODE, LEASE).orElseThrow();
        List<Delivery> taken = from.deliveries().take(lease, 100, LEASE).deliveries();
        from.deliveries()
                .complete(
                        lease,
                        taken.stream()
                                .map(delivery -> new Completion(delivery.id(), DeliveryState.SENT, ""))
                                .toList());
        from.deliveries().release(lease, 0, Duration.ZERO);
        return taken.stream()
                .map(delivery -> delivery.report().notification())
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void tellsAProblemAndItsRecoveryOnceEach() {
        run(check, Status.OK, "fine");
        assertThat(told()).isEmpty();

        run(check, Status.CRITICAL, "96 % used");
        run(check, Status.CRITICAL, "97 % used");
        assertThat(told()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Notification.Kind.PROBLEM);
            assertThat(problem.severity()).isEqualTo(Severity.FAILURE);
            assertThat(problem.text()).contains("96 % used");
            assertThat(problem.identity()).hasToString("disk/check");
        });

        run(check, Status.OK, "fine again");
        run(check, Status.OK, "fine still");
        assertThat(told()).extracting(Notification::kind).containsExactly(Notification.Kind.RECOVERY);
        assertThat(alerts().open()).isEmpty();
    }

    @Test
    void tellsThatAProblemIsOverWhoseCheckWasDeleted() {
        run(check, Status.CRITICAL, "96 % used");
        told();
        stores.checks().delete(check.id());
        alerts().decideDue(10, decider);

        assertThat(told()).singleElement().satisfies(over -> {
            assertThat(over.severity()).isEqualTo(Severity.OKAY);
            assertThat(over.text()).contains("deleted");
        });
        alerts().decideDue(10, decider);
        assertThat(told()).isEmpty();
    }

    /** As a kill between deciding and storing does. */
    @Test
    void losesNothingIfDecidingFails() {
        scenario.run(check, CheckResult.of(Status.CRITICAL, "96 % used"));
        Decider dying = new Decider() {
            @Override
            public Set<CheckId> parents() {
                return Set.of();
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

    private Check steadyHeartbeat() {
        Check heartbeat = scenario.scheduled(CheckKey.HEARTBEAT);
        decider.use(toPeople().withDependencies(List.of(Dependency.onHeartbeat(heartbeat.id()))));
        for (int i = 0; i < 110; i++) {
            run(heartbeat, Status.OK, "beats");
        }
        told();
        return heartbeat;
    }

    /** The next run of a scenario is an hour after the last. */
    @Test
    void countsAHeartbeatWithoutAResultAsDownAndTellsItInPlaceOfWhatDependsOnIt() {
        Check heartbeat = steadyHeartbeat();
        pass(Duration.ofHours(1).plus(Dependency.OVERDUE));
        alerts().decideDue(10, decider);
        assertThat(told()).isEmpty();
        pass(Duration.ofSeconds(1));
        run(check, Status.CRITICAL, "96 % used");

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

        pass(Duration.ofSeconds(11));
        run(heartbeat, Status.OK, "beats again");
        assertThat(told()).extracting(Notification::kind).containsExactly(Notification.Kind.RECOVERY);
        pass(Duration.ofSeconds(12));
        run(check, Status.CRITICAL, "97 % used");
        assertThat(told())
                .extracting(told -> told.identity().plugin(), Notification::severity)
                .containsExactly(tuple("disk", Severity.FAILURE));
    }

    @Test
    void asksAParentWhoseGoodResultsAreNoNews() {
        Check heartbeat = steadyHeartbeat();
        pass(Duration.ofSeconds(30));
        run(check, Status.CRITICAL, "96 % used");
        assertThat(told()).isEmpty();

        pass(Duration.ofSeconds(11));
        run(heartbeat, Status.OK, "beats");
        assertThat(told()).extracting(told -> told.identity().plugin()).containsExactly("disk");
    }

    @Test
    void keepsWhatWaitsForANotifierOverTheEndOfTheProcess() throws Exception {
        Path file = folder.resolve("outbox");
        Server server;
        List<Notification> sending;
        try (OutboxFile journal = OutboxFile.open(file)) {
            Stores first = new InMemoryDatabase(() -> now, journal).stores();
            Scenario before = new Scenario(first);
            server = before.addServer("people");
            people = server.id();
            decider.use(toPeople());
            before.run(before.scheduled("disk"), CheckResult.of(Status.CRITICAL, "96 % used"));
            first.alerts().decideDue(10, decider);
            sending = waiting(first);
            assertThat(sending).extracting(Notification::severity).containsExactly(Severity.FAILURE);
        }
        try (OutboxFile journal = OutboxFile.open(file)) {
            Stores second = new InMemoryDatabase(() -> now, journal).stores();
            second.servers().save(server.toBuilder().version(0).build(), SecretChange.KEEP);
            pass(LEASE.plusSeconds(1));
            assertThat(told(second)).isEqualTo(sending);
        }
    }

    /** Takes without completing, as a process does that dies while it sends. */
    private List<Notification> waiting(Stores from) {
        ServerLease lease =
                from.deliveries().lease(people, Scenario.NODE, LEASE).orElseThrow();
        return from.deliveries().take(lease, 100, LEASE).deliveries().stream()
                .map(delivery -> delivery.report().notification())
                .flatMap(Optional::stream)
                .toList();
    }
}
