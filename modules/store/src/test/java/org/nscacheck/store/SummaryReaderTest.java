/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.Completion;
import org.nscacheck.delivery.Delivery;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.delivery.ServerLease;
import org.nscacheck.run.Claim;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.matrix.Row;

class SummaryReaderTest {

    private final Fixture fixture = new Fixture();
    private final Server server = fixture.addServer("nagios", CatchUp.ALL);
    private final Check check = fixture.addCheck("mail", server);

    @AfterEach
    void close() {
        fixture.close();
    }

    private CheckSummary summary() {
        List<CheckSummary> all = fixture.nsca.stores().summaries().checks();
        assertThat(fixture.nsca.stores().summaries().check(check.id()))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("at")
                .isEqualTo(all);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private ServerSummary serverCondition() {
        assertThat(fixture.nsca.stores().summaries().servers()).hasSize(1);
        return fixture.nsca.stores().summaries().servers().get(0);
    }

    @Test
    void tellsHowACheckIsDoingFromPlanToResult() {
        assertThat(fixture.nsca.stores().summaries().checks()).isEmpty();

        fixture.planDueNow(check);
        assertThat(summary().lastRun()).isNull();
        assertThat(summary().state().status()).isNull();
        assertThat(summary().running()).isFalse();

        Claim claim = fixture.claim(1, "mail").get(0);
        assertThat(summary().running()).isTrue();

        CheckResult result = CheckResult.warning("7 mails").perf("unsent", 7).build();
        fixture.nsca.stores().runs().record(List.of(fixture.run(claim, check, result)));
        CheckSummary after = summary();
        assertThat(after.running()).isFalse();
        assertThat(after.state().status()).isEqualTo(Status.WARNING);
        assertThat(after.state().attempt()).isOne();
        assertThat(after.lastRun()).isNotNull();
        assertThat(after.lastRun().run().outcome()).isEqualTo(CheckRun.Outcome.SUCCESS);
        assertThat(after.lastRun().run().result()).isEqualTo(result);
        assertThat(after.dueAt()).isAfter(after.at());
    }

    @Test
    void callsACheckOverdueThatNobodyStarts() {
        fixture.planDueNow(check);
        assertThat(summary().isOverdue(Duration.ofSeconds(30))).isFalse();
        fixture.moveClock(Duration.ofSeconds(60));
        assertThat(summary().isOverdue(Duration.ofSeconds(30))).isTrue();
        fixture.claim(1, "mail");
        assertThat(summary().isOverdue(Duration.ofSeconds(30))).isFalse();
    }

    private void renew(String node) {
        fixture.nsca.stores().nodes().renew(new NodeId(node), Set.of(), Duration.ofSeconds(10), Duration.ofSeconds(15));
    }

    private boolean isOverdue() {
        return summary().isOverdue(CheckSummary.OVERDUE);
    }

    @Test
    @Row(value = "R67", done = "what was missed while no node lived is overdue only when nobody begins it after that")
    void doesNotCallOverdueWhatWasMissedWhileNoNodeLived() {
        renew("shop/1-a");
        fixture.planDueNow(check);
        fixture.execute(
                "UPDATE nscacheck.nsca_due SET due_at = due_at + interval '40 s', wake_at = wake_at + interval '40 s'");
        fixture.moveClock(Duration.ofSeconds(30));
        fixture.nsca.stores().nodes().leave(new NodeId("shop/1-a"));
        fixture.moveClock(Duration.ofSeconds(170));
        assertThat(isOverdue()).as("nobody lives").isTrue();

        renew("shop/2-b");
        assertThat(isOverdue()).as("when a node is back").isFalse();

        fixture.moveClock(Duration.ofSeconds(205));
        assertThat(isOverdue()).as("half a minute later").isTrue();
    }

    @Test
    @Row(value = "R67", done = "the same after a crash; what was due before it is overdue")
    void callsOverdueWhatWasDueBeforeTheLastNodeDied() {
        renew("shop/1-a");
        fixture.planDueNow(check);
        fixture.moveClock(Duration.ofSeconds(30));
        renew("shop/1-a");
        fixture.moveClock(Duration.ofSeconds(170));
        renew("shop/2-b");
        assertThat(isOverdue()).isTrue();
    }

    @Test
    @Row(value = "R67", done = "what a node that came back has spread is not overdue before its turn")
    void doesNotCallOverdueWhatANodeHasSpread() {
        renew("shop/1-a");
        fixture.planDueNow(check);
        fixture.moveClock(Duration.ofSeconds(170));
        renew("shop/2-b");
        fixture.execute("UPDATE nscacheck.nsca_due SET wake_at = nscacheck.nsca_now() + interval '50 s'");
        for (int seconds = 175; seconds <= 240; seconds += 5) {
            fixture.moveClock(Duration.ofSeconds(seconds));
            renew("shop/2-b");
        }
        assertThat(isOverdue()).isFalse();

        fixture.moveClock(Duration.ofSeconds(255));
        assertThat(isOverdue()).isTrue();
    }

    @Test
    void listsTheLatestRunsFirst() {
        fixture.planDueNow(check);
        fixture.result(check, Status.OK, "first");
        fixture.result(check, Status.CRITICAL, "second");
        fixture.result(check, Status.OK, "third");
        assertThat(fixture.nsca.stores().summaries().runs(check.id(), 2))
                .extracting(RecordedRun::run)
                .extracting(CheckRun::result)
                .extracting(CheckResult::message)
                .containsExactly("third", "second");
        assertThat(summary().lastRun().number()).isEqualTo(3);
    }

    @Test
    void tellsWhatWaitsForAServerAndWhy() {
        assertThat(serverCondition().waiting()).isZero();
        assertThat(serverCondition().oldestAge()).isZero();
        fixture.planDueNow(check);
        fixture.result(check, Status.OK, "fine");
        fixture.moveClock(Duration.ofSeconds(40));
        assertThat(serverCondition().waiting()).isOne();
        assertThat(serverCondition().oldestAge()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(60));

        complete(DeliveryState.WAITING, DeliveryProblem.UNREACHABLE, "connection refused", 1);
        ServerSummary failed = serverCondition();
        assertThat(failed.problem()).isEqualTo("connection refused");
        assertThat(failed.kind()).isEqualTo(DeliveryProblem.UNREACHABLE);
        assertThat(delivery().problem()).isEqualTo(DeliveryProblem.UNREACHABLE);
        assertThat(failed.failures()).isOne();
        assertThat(failed.nextTryAt()).isAfter(failed.at());
        assertThat(failed.lastDeliveredAt()).isNull();
        assertThat(delivery().state()).isEqualTo(DeliveryState.WAITING);
        assertThat(delivery().attempts()).isOne();

        fixture.moveClock(Duration.ofSeconds(60));
        complete(DeliveryState.SENT, null, "", 0);
        ServerSummary sent = serverCondition();
        assertThat(sent.waiting()).isZero();
        assertThat(sent.failures()).isZero();
        assertThat(sent.problem()).isEmpty();
        assertThat(sent.kind()).isNull();
        assertThat(delivery().problem()).isNull();
        assertThat(sent.lastDeliveredAt()).isNotNull();
        assertThat(delivery().state()).isEqualTo(DeliveryState.SENT);
        assertThat(delivery().endedAt()).isNotNull();
    }

    private DeliverySummary delivery() {
        assertThat(fixture.nsca.stores().summaries().deliveries(check.id())).hasSize(1);
        return fixture.nsca.stores().summaries().deliveries(check.id()).get(0);
    }

    private void complete(DeliveryState state, @Nullable DeliveryProblem problem, String reason, int failures) {
        ServerLease lease = fixture.nsca
                .stores()
                .deliveries()
                .lease(server.id(), Fixture.NODE, Fixture.LEASE)
                .orElseThrow();
        List<Delivery> taken = fixture.nsca
                .stores()
                .deliveries()
                .take(lease, 10, Fixture.LEASE)
                .deliveries();
        assertThat(taken).hasSize(1);
        fixture.nsca
                .stores()
                .deliveries()
                .complete(lease, List.of(new Completion(taken.get(0).id(), state, problem, reason, null)));
        fixture.nsca.stores().deliveries().release(lease, failures, Duration.ofSeconds(failures * 10L));
    }
}
