/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckOutline;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.RunDetail;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.SummaryReader;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.node.NodeStore;
import org.nscacheck.run.Claim;
import org.nscacheck.server.Server;

/** What screens, health and meters rely on in a {@link SummaryReader}. */
public interface SummaryReaderContract extends DatabaseContract {

    /** A node. */
    NodeId NODE = new NodeId("a/1");

    /** Another process with the name of that node. */
    NodeId NAMESAKE = new NodeId("a/2");

    /** A node with another name. */
    NodeId OTHER = new NodeId("b/1");

    private SummaryReader summaries() {
        return stores().summaries();
    }

    private Scenario scenario() {
        return new Scenario(stores());
    }

    private CheckSummary summary(Check check) {
        List<CheckSummary> found = summaries().check(check.id());
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private ServerSummary summary(Server server) {
        return summaries().servers().stream()
                .filter(summary -> summary.server().equals(server.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a check a minute after the other, with a result of each of these states. */
    private void run(Check check, Status... states) {
        for (Status status : states) {
            passTime(Duration.ofMinutes(1));
            scenario().run(check, CheckResult.of(status, status.name()));
        }
    }

    private void renew(NodeId... nodes) {
        for (NodeId node : nodes) {
            stores().nodes().renew(node, Set.of(), NodeStore.VALIDITY, NodeStore.VALIDITY);
        }
    }

    @Test
    default void knowsNothingOfACheckThatIsNotScheduled() {
        Check check = scenario().addCheck("mail");

        assertThat(summaries().checks()).isEmpty();
        assertThat(summaries().check(check.id())).isEmpty();
        assertThat(summaries().runs(check.id(), 10)).isEmpty();
        assertThat(summaries().series(check.id())).isEmpty();
        assertThat(summaries().deliveries(check.id())).isEmpty();
    }

    @Test
    default void tellsWhenACheckIsDueAndWhetherItRuns() {
        Check check = scenario().scheduled("mail");
        Instant due = stores().due().now();
        CheckSummary planned = summary(check);
        assertThat(planned.name()).isEqualTo("mail");
        assertThat(planned.dueAt()).isEqualTo(due);
        assertThat(planned.active()).isTrue();
        assertThat(planned.running()).isFalse();
        assertThat(planned.state()).isEqualTo(CheckState.NEW);
        assertThat(planned.lastRun()).isNull();

        scenario().claim(NODE, check);

        assertThat(summary(check).running()).isTrue();
    }

    @Test
    default void tellsWhatTheLatestRunHasFound() {
        Check check = scenario().scheduled("mail");
        Claim claim = scenario().claim(NODE, check).get(0);
        passTime(Duration.ofSeconds(2));
        Instant end = stores().due().now();
        CheckResult result = CheckResult.warning("7 mails").perf("unsent", 7).build();

        scenario().record(claim, check, result);

        CheckRun run = new CheckRun(claim.claimedAt(), end, CheckRun.Outcome.SUCCESS, result);
        CheckSummary after = summary(check);
        assertThat(after.running()).isFalse();
        assertThat(after.state()).isEqualTo(new CheckState(Status.WARNING, end, 1));
        assertThat(after.lastRun()).isEqualTo(new RecordedRun(claim.number(), false, NODE.value(), run));
        assertThat(after.dueAt()).isAfter(after.at());
    }

    @Test
    default void tellsAllOfOneRun() {
        Check check = scenario().scheduled("mail");
        Claim claim = scenario().claim(NODE, check).get(0);
        scenario().record(claim, check, CheckResult.of(Status.OK, "first"));
        Instant end = stores().due().now();
        run(check, Status.WARNING);

        RunDetail first = summaries().run(check.id(), claim.number(), end).orElseThrow();
        assertThat(first.slot()).isEqualTo(claim.slot());
        assertThat(first.node()).isEmpty();
        assertThat(first.recorded()).isEqualTo(summaries().runs(check.id(), 2).get(1));
        assertThat(summaries().run(check.id(), claim.number(), end.plusSeconds(1)))
                .isEmpty();
        assertThat(summaries().run(check.id(), claim.number() + 1, end)).isEmpty();
    }

    @Test
    default void tellsSinceWhenACheckHasBeenInItsState() {
        Check check = scenario().scheduled("mail");
        run(check, Status.OK, Status.WARNING);
        Instant since = stores().due().now();

        run(check, Status.WARNING, Status.WARNING);

        assertThat(summary(check).state()).isEqualTo(new CheckState(Status.WARNING, since, 3));
    }

    @Test
    default void tellsOfEachNodeWhereACheckRunsOnEach() {
        Check disk = scenario().addCheck("disk");
        scenario().schedule(disk, NODE.name(), OTHER.name());
        Check mail = scenario().scheduled("mail");

        Claim claim = scenario().claim(OTHER, disk).get(0);
        scenario().record(claim, disk, CheckResult.of(Status.CRITICAL, "full"));

        assertThat(summaries().checks())
                .extracting(CheckSummary::check, CheckSummary::node, summary -> summary.state()
                        .status())
                .containsExactlyInAnyOrder(
                        tuple(disk.id(), "a", null),
                        tuple(disk.id(), "b", Status.CRITICAL),
                        tuple(mail.id(), "", null));
        assertThat(summaries().check(disk.id())).extracting(CheckSummary::node).containsExactlyInAnyOrder("a", "b");
        assertThat(summaries().check(mail.id())).extracting(CheckSummary::node).containsExactly("");
    }

    @Test
    default void outlinesEachCheckOnEachNodeAndThoseThatNobodyHasPlanned() {
        Check disk = scenario().addCheck("disk");
        scenario().schedule(disk, NODE.name(), OTHER.name());
        Check idle = scenario().addCheck("idle");
        Instant end = stores().due().now();
        scenario().record(scenario().claim(OTHER, disk).get(0), disk, CheckResult.of(Status.CRITICAL, "full"));

        assertThat(summaries().outlines())
                .extracting(
                        outline -> outline.summary().check(),
                        outline -> outline.summary().node(),
                        outline -> outline.summary().active(),
                        outline -> outline.summary().state().status(),
                        CheckOutline::lastRunAt)
                .containsExactlyInAnyOrder(
                        tuple(disk.id(), "a", true, null, null),
                        tuple(disk.id(), "b", true, Status.CRITICAL, end),
                        tuple(idle.id(), "", false, null, null));
    }

    @Test
    default void tellsOfSomeChecksOnly() {
        Check mail = scenario().scheduled("mail");
        Check disk = scenario().scheduled("disk");
        scenario().scheduled("other");

        assertThat(summaries().checks(List.of(mail.id(), disk.id())))
                .extracting(CheckSummary::check)
                .containsExactlyInAnyOrder(mail.id(), disk.id());
        assertThat(summaries().checks(List.of())).isEmpty();
        assertThat(summaries().deliveries(List.of())).isEmpty();
    }

    @Test
    default void tellsOfTheLatestRunOnEachNode() {
        Check disk = scenario().addCheck("disk");
        scenario().schedule(disk, NODE.name(), OTHER.name());

        for (NodeId node : List.of(NODE, OTHER)) {
            scenario().record(scenario().claim(node, disk).get(0), disk, CheckResult.of(Status.OK, node.value()));
        }

        assertThat(summaries().check(disk.id()))
                .extracting(CheckSummary::node, summary -> ranOn(summary.lastRun()))
                .containsExactlyInAnyOrder(tuple(NODE.name(), NODE.value()), tuple(OTHER.name(), OTHER.value()));
    }

    private static String ranOn(@Nullable RecordedRun run) {
        return run == null ? "" : run.ranOn();
    }

    @Test
    default void callsACheckOverdueThatNobodyStarts() {
        renew(NODE);
        Check check = scenario().scheduled("mail");
        passTime(CheckSummary.OVERDUE);
        assertThat(summary(check).isOverdue(CheckSummary.OVERDUE)).isFalse();

        passTime(Duration.ofSeconds(1));

        assertThat(summary(check).isOverdue(CheckSummary.OVERDUE)).isTrue();
        scenario().claim(NODE, check);
        assertThat(summary(check).isOverdue(CheckSummary.OVERDUE)).isFalse();
    }

    @Test
    default void expectsACheckThatWasDueWhileNoNodeLivedWhenOneIsBack() {
        renew(NODE);
        stores().nodes().leave(NODE);
        passTime(Duration.ofSeconds(20));
        Check check = scenario().scheduled("mail");
        Instant due = stores().due().now();
        passTime(Duration.ofMinutes(5));

        renew(OTHER);

        assertThat(summary(check).dueAt()).isEqualTo(due);
        assertThat(summary(check).expectedAt()).isEqualTo(stores().due().now());
        assertThat(summary(check).isOverdue(CheckSummary.OVERDUE)).isFalse();
    }

    @Test
    default void listsTheLatestRunsOfACheckFirstAndNoMoreThanWanted() {
        Check mail = scenario().scheduled("mail");
        Check disk = scenario().scheduled("disk");
        run(mail, Status.OK, Status.WARNING, Status.CRITICAL);
        run(disk, Status.UNKNOWN);

        assertThat(scenario().messages(mail, 2)).containsExactly("CRITICAL", "WARNING");
        assertThat(scenario().messages(mail, 10)).containsExactly("CRITICAL", "WARNING", "OK");
        assertThat(summaries().runs(mail.id(), 10))
                .extracting(RecordedRun::forced, RecordedRun::ranOn)
                .containsOnly(tuple(true, Scenario.NODE.value()));
        assertThat(summary(mail).lastRun())
                .isEqualTo(summaries().runs(mail.id(), 1).get(0));
    }

    @Test
    default void listsTheServersInTheOrderOfTheirNames() {
        Server second = scenario().addServer("b");
        Server third = scenario().addServer("c");
        Server first = scenario().addServer("a");

        assertThat(summaries().servers())
                .extracting(ServerSummary::server)
                .containsExactly(first.id(), second.id(), third.id());
        assertThat(summaries().servers())
                .extracting(ServerSummary::waiting, ServerSummary::oldestAt, ServerSummary::lastDeliveredAt)
                .containsOnly(tuple(0L, null, null));
    }

    @Test
    default void tellsHowMuchWaitsForAServerAndForHowLong() {
        Server nagios = scenario().addServer("nagios");
        Server idle = scenario().addServer("idle");
        Check check = scenario().scheduled("mail", nagios);
        run(check, Status.OK);
        Instant oldest = stores().due().now();
        run(check, Status.WARNING);

        assertThat(summary(nagios).waiting()).isEqualTo(2);
        assertThat(summary(nagios).oldestAt()).isEqualTo(oldest);
        assertThat(summary(nagios).oldestAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(summary(nagios).problem()).isEmpty();
        assertThat(summary(idle).waiting()).isZero();
        assertThat(summary(idle).oldestAge()).isZero();
    }

    @Test
    default void tellsWhyAServerIsLeftAlone() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, Status.OK);

        scenario().fail(server, DeliveryProblem.UNREACHABLE, "connection refused", Duration.ofSeconds(10));

        ServerSummary failed = summary(server);
        assertThat(failed.waiting()).isOne();
        assertThat(failed.kind()).isEqualTo(DeliveryProblem.UNREACHABLE);
        assertThat(failed.problem()).isEqualTo("connection refused");
        assertThat(failed.failures()).isOne();
        assertThat(failed.nextTryAt()).isEqualTo(failed.at().plusSeconds(10));
        assertThat(failed.lastDeliveredAt()).isNull();
        passTime(Duration.ofSeconds(11));
        assertThat(summary(server).nextTryAt()).isNull();
    }

    @Test
    default void tellsWhenAServerWasLastDeliveredTo() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, Status.OK);
        scenario().fail(server, DeliveryProblem.REJECTED, "wrong password", Duration.ZERO);
        passTime(Duration.ofSeconds(5));

        scenario().end(server, DeliveryState.ACCEPTED);

        ServerSummary after = summary(server);
        assertThat(after.lastDeliveredAt()).isEqualTo(after.at());
        assertThat(after.waiting()).isZero();
        assertThat(after.failures()).isZero();
        assertThat(after.problem()).isEmpty();
        assertThat(after.kind()).isNull();
    }

    @Test
    default void countsWhatHasExpiredWithinADay() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, Status.WARNING, Status.CRITICAL);
        assertThat(summary(server).expired()).isZero();
        passTime(Duration.ofHours(25));

        scenario().end(server, DeliveryState.SENT);

        assertThat(summary(server).waiting()).isZero();
        assertThat(summary(server).expired()).isEqualTo(2);
        passTime(Duration.ofHours(25));
        assertThat(summary(server).expired()).isZero();
    }

    @Test
    default void namesWhatSeveralLivingNodesAreCalled() {
        renew(NODE, OTHER);
        assertThat(summaries().sharedNodeNames()).isEmpty();
        renew(NAMESAKE);
        passTime(Duration.ofSeconds(2));
        renew(NODE, NAMESAKE, OTHER);

        assertThat(summaries().sharedNodeNames()).containsExactly(NODE.name());

        stores().nodes().leave(NAMESAKE);
        assertThat(summaries().sharedNodeNames()).isEmpty();
    }

    @Test
    default void tellsWhatBecameOfTheResultForEachServer() {
        Server nagios = scenario().addServer("nagios");
        Server icinga = scenario().addServer("icinga");
        Check check = scenario().scheduled("mail", nagios, icinga);
        run(check, Status.OK);
        scenario().end(nagios, DeliveryState.SENT);

        scenario().fail(icinga, DeliveryProblem.REFUSED, "no such service", Duration.ZERO);

        assertThat(summaries().deliveries(check.id()))
                .extracting(DeliverySummary::server, DeliverySummary::state, DeliverySummary::problem)
                .containsExactlyInAnyOrder(
                        tuple(nagios.id(), DeliveryState.SENT, null),
                        tuple(icinga.id(), DeliveryState.WAITING, DeliveryProblem.REFUSED));
        assertThat(summaries().deliveries(check.id()))
                .extracting(DeliverySummary::reason)
                .containsExactlyInAnyOrder("", "no such service");
    }

    @Test
    default void tellsOfTheLatestDeliveryOnly() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, Status.OK);
        scenario().end(server, DeliveryState.SENT);

        run(check, Status.CRITICAL);

        RecordedRun latest = summaries().runs(check.id(), 1).get(0);
        assertThat(summaries().deliveries(check.id())).singleElement().satisfies(delivery -> {
            assertThat(delivery.runNumber()).isEqualTo(latest.number());
            assertThat(delivery.status()).isEqualTo(Status.CRITICAL);
            assertThat(delivery.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(delivery.attempts()).isZero();
        });
    }

    @Test
    default void tellsUnderWhichNameAResultWasDeliveredAndWhen() {
        Server server = scenario().addServer("nagios");
        Check check = scenario().scheduled("mail", server);
        run(check, Status.OK);
        assertThat(summaries().deliveries(check.id()))
                .extracting(DeliverySummary::target, DeliverySummary::endedAt)
                .containsExactly(tuple(check.destinations().get(0).target(), null));

        scenario().end(server, DeliveryState.SENT);

        assertThat(summaries().deliveries(check.id()))
                .extracting(DeliverySummary::endedAt)
                .containsExactly(stores().due().now());
    }

    @Test
    default void tellsOfTheDeliveriesOfAllChecksAndOfOne() {
        Server server = scenario().addServer("nagios");
        Check mail = scenario().scheduled("mail", server);
        Check disk = scenario().scheduled("disk", server);
        run(mail, Status.OK);
        run(disk, Status.OK);

        assertThat(summaries().deliveries())
                .extracting(DeliverySummary::check)
                .containsExactlyInAnyOrder(mail.id(), disk.id());
        assertThat(summaries().deliveries(disk.id()))
                .extracting(DeliverySummary::check)
                .containsExactly(disk.id());
    }

    @Test
    default void listsWhatACheckMeasuresInTheOrderOfNodesAndLabels() {
        Check disk = scenario().addCheck("disk");
        scenario().schedule(disk, NODE.name(), OTHER.name());
        CheckResult result =
                CheckResult.ok("fine").perf("used", 7).uom("B").perf("free", 3).build();

        for (NodeId node : List.of(OTHER, NODE)) {
            scenario().record(scenario().claim(node, disk).get(0), disk, result);
        }

        assertThat(summaries().series(disk.id()))
                .extracting(MetricSeries::node, MetricSeries::label, MetricSeries::uom)
                .containsExactly(
                        tuple("a", "free", ""),
                        tuple("a", "used", "B"),
                        tuple("b", "free", ""),
                        tuple("b", "used", "B"));
    }

    @Test
    default void namesTheLabelsThatEachCheckHasEverMeasured() {
        Check disk = scenario().addCheck("disk");
        scenario().addCheck("silent");
        scenario().schedule(disk, NODE.name(), OTHER.name());
        for (NodeId node : List.of(OTHER, NODE)) {
            CheckResult result = CheckResult.ok("fine")
                    .perf("used", 7)
                    .perf("of " + node.name(), 3)
                    .build();
            scenario().record(scenario().claim(node, disk).get(0), disk, result);
        }

        assertThat(summaries().labels()).containsOnlyKeys(disk.id()).hasEntrySatisfying(disk.id(), labels -> assertThat(
                        labels)
                .containsExactlyInAnyOrder("used", "of a", "of b"));
    }

    /** Moves the clock to where an hour begins, and returns the time. */
    private Instant nextHour() {
        Instant now = stores().due().now();
        Instant next = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        passTime(Duration.between(now, next));
        return next;
    }

    /** Lets the check measure these values now. */
    private void measure(Check check, Number... values) {
        Stream.of(values)
                .map(value -> CheckResult.ok("fine").perf("queued", value).build())
                .forEach(result -> scenario().run(check, result));
    }

    private List<MetricPoint> values(Check check, Instant from, Instant to, int maxPoints) {
        return summaries().values(summaries().series(check.id()).get(0).id(), from, to, maxPoints);
    }

    @Test
    default void readsValuesInSpansOfEqualLengthAndLeavesEmptyOnesOut() {
        Check check = scenario().scheduled("mail");
        Instant begin = nextHour();
        measure(check, 1, 1.5, 2.5);
        passTime(Duration.ofMinutes(9));
        measure(check, 7);
        passTime(Duration.ofMinutes(21));
        measure(check, 4);

        assertThat(values(check, begin, begin.plus(1, ChronoUnit.HOURS), 6))
                .containsExactly(
                        new MetricPoint(begin, 4, 1, 7, 3),
                        new MetricPoint(begin.plus(30, ChronoUnit.MINUTES), 1, 4, 4, 4));
    }

    @Test
    default void readsValuesFromTheBeginAndNotOfTheEnd() {
        Check check = scenario().scheduled("mail");
        Instant begin = nextHour();
        measure(check, 1);
        passTime(Duration.ofMinutes(1));
        measure(check, 2);
        passTime(Duration.ofMinutes(1));
        measure(check, 3);

        List<MetricPoint> points = values(check, begin.plusSeconds(60), begin.plusSeconds(120), 60);

        assertThat(points).containsExactly(new MetricPoint(begin.plusSeconds(60), 1, 2, 2, 2));
        assertThat(values(check, begin.plusSeconds(121), begin.plusSeconds(300), 60))
                .isEmpty();
    }

    @Test
    default void readsTheValuesOfOneSeriesOnly() {
        Check mail = scenario().scheduled("mail");
        Check disk = scenario().scheduled("disk");
        Instant begin = nextHour();
        measure(mail, 1);
        measure(disk, 8);

        assertThat(values(disk, begin, begin.plusSeconds(3600), 1)).containsExactly(new MetricPoint(begin, 1, 8, 8, 8));
    }
}
