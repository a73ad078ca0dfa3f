/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/**
 * What the delivery relies on in a {@link Sender}, and in the factory that opens it. Extended by the test of each sender, which
 * says where a receiver works, where none is, and what the first one has got. Each test asks for a fresh receiver.
 */
@Timeout(60)
public abstract class SenderContract extends SendingContract {

    /**
     * One result as the receiver got it.
     *
     * @param target host or service
     * @param status state
     * @param text what is said of it, in the form that the protocol gives it
     */
    public record Arrived(Target target, Status status, String text) {

        /** Returns a result as Nagios or a relative of it got it: a service has the code of its state, a host is up by 0 and down else. */
        public static Arrived atCore(Target target, int code, String text) {
            boolean host = target.service() == null;
            Status hostStatus = code == 0 ? Status.OK : Status.CRITICAL;
            return new Arrived(target, host ? hostStatus : Status.ofCode(code).orElseThrow(), text);
        }
    }

    /** Returns what the receiver of {@link #server} has got until now, in the order of arrival. */
    protected abstract List<Arrived> arrived();

    /** Returns a server without faults at whose place nobody listens. */
    protected abstract Server unreachable();

    @Override
    List<Report> batch(int size) {
        return Samples.reports(size);
    }

    /** What arrived must be exactly what is said to have been delivered, in the order of the batch. */
    private void assertArrived(Sender sender, List<Report> reports, List<SendOutcome> outcomes) throws Exception {
        List<Report> delivered = delivered(reports, outcomes);
        List<Arrived> arrived = awaitArrived(sender, delivered.size());
        assertThat(arrived)
                .extracting(Arrived::target)
                .containsExactlyElementsOf(
                        delivered.stream().map(Report::target).toList());
        assertThat(arrived)
                .extracting(Arrived::status)
                .containsExactlyElementsOf(
                        delivered.stream().map(Report::status).toList());
    }

    private static List<Report> delivered(List<Report> reports, List<SendOutcome> outcomes) {
        assertThat(outcomes).hasSameSizeAs(reports);
        return IntStream.range(0, reports.size())
                .filter(i -> isDelivered(outcomes.get(i)))
                .mapToObj(reports::get)
                .toList();
    }

    /**
     * Waits for as many results as were delivered. One more behind them shows that no others are under way; a receiver may take
     * it before them, since it may read two connections at once.
     */
    private List<Arrived> awaitArrived(Sender sender, int count) throws InterruptedException {
        Report last = Samples.report("The last one", Status.OK, "the end");
        assertThat(sender.send(List.of(last), Deadline.in(PATIENCE))).allMatch(SenderContract::isDelivered);
        Deadline patience = Deadline.in(PATIENCE);
        while (arrived().size() <= count && !patience.isOver()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<Arrived> arrived = new ArrayList<>(arrived());
        assertThat(arrived.removeIf(each -> each.target().equals(last.target())))
                .isTrue();
        return arrived;
    }

    @Test
    void deliversInTheGivenOrderAndSaysSoOfEach() throws Exception {
        List<Report> reports = Samples.reports(40);
        try (Sender sender = open()) {
            List<SendOutcome> outcomes = sender.send(reports, Deadline.in(PATIENCE));

            assertThat(outcomes).allMatch(SenderContract::isDelivered);
            assertArrived(sender, reports, outcomes);
        }
        List<String> texts = arrived().stream().map(Arrived::text).toList();
        assertThat(reports).allMatch(report -> texts.stream().anyMatch(text -> text.contains(report.message())));
    }

    @Test
    void deliversTheStateOfAHost() throws Exception {
        Report service = Samples.report("None", Status.CRITICAL, "host is down");
        Report host = new Report(Target.host(Samples.HOST), service.result(), service.at(), null);
        try (Sender sender = open()) {
            assertArrived(sender, List.of(host), sender.send(List.of(host), Deadline.in(PATIENCE)));
        }
    }

    @Test
    void deliversHostileTextInItsPlaceOrRefusesItWithAReason() throws Exception {
        List<Report> reports = Samples.hostile();
        try (Sender sender = open()) {
            List<SendOutcome> outcomes = sender.send(reports, Deadline.in(PATIENCE));

            assertThat(outcomes).allSatisfy(outcome -> {
                if (outcome instanceof SendOutcome.Refused refused) {
                    assertThat(refused.reason()).isNotBlank();
                } else {
                    assertThat(outcome).matches(SenderContract::isDelivered, "delivered or refused");
                }
            });
            assertArrived(sender, reports, outcomes);
        }
    }

    @Test
    void deliversLettersThatAreNotAscii() throws Exception {
        List<Report> reports = List.of(Samples.report("Größe", Status.WARNING, "Größe 5 € zu groß, ÄÖÜ"));
        try (Sender sender = open()) {
            assertArrived(sender, reports, sender.send(reports, Deadline.in(PATIENCE)));
        }
        assertThat(arrived()).anyMatch(arrived -> arrived.text().contains("Größe 5 € zu groß, ÄÖÜ"));
    }

    @Test
    void leavesOutAnOkWhoseTimeIsOver() throws Exception {
        Instant over = Samples.AT.plusSeconds(60);
        Instant now = over.plusSeconds(1);
        List<Report> reports = List.of(
                Samples.report("Old", Status.OK, "fine", "", over),
                Samples.report("Bad", Status.CRITICAL, "not fine", "", over),
                Samples.report("New", Status.OK, "fine", "", now.plusSeconds(600)));
        try (Sender sender = open()) {
            List<SendOutcome> outcomes =
                    sender.send(reports, Deadline.in(PATIENCE).withStoreTime(now));

            assertThat(outcomes.get(0)).isInstanceOf(SendOutcome.Expired.class);
            assertThat(outcomes.subList(1, 3)).allMatch(SenderContract::isDelivered);
            assertArrived(sender, reports, outcomes);
        }
    }

    @Test
    void beginsNothingWhenItsTimeIsOver() throws Exception {
        List<Report> reports = Samples.reports(5);
        try (Sender sender = open()) {
            List<SendOutcome> outcomes = sender.send(reports, Deadline.in(Duration.ZERO));

            assertThat(outcomes).hasSize(5).allMatch(SendOutcome.Retry.class::isInstance);
            assertArrived(sender, reports, outcomes);
        }
    }

    @Test
    void wantsToTryAgainWhereNobodyListens() throws Exception {
        try (Sender sender = factory().open(unreachable())) {
            assertThat(sender.send(Samples.reports(5), Deadline.in(PATIENCE)))
                    .hasSize(5)
                    .allSatisfy(outcome -> assertThat(outcome)
                            .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                                    .isNotBlank()));
        }
    }

    @Override
    boolean isCertain(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Accepted || outcome.equals(new SendOutcome.Sent(true));
    }

    @Test
    void worksAgainForAnotherBatchAndAnotherThread() throws Exception {
        List<Report> reports = Samples.reports(6);
        try (Sender sender = open()) {
            List<SendOutcome> outcomes = new ArrayList<>(sender.send(reports.subList(0, 2), Deadline.in(PATIENCE)));
            outcomes.addAll(sender.send(reports.subList(2, 4), Deadline.in(PATIENCE)));
            AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    outcomes.addAll(sender.send(reports.subList(4, 6), Deadline.in(PATIENCE)));
                } catch (InterruptedException | RuntimeException e) {
                    thrown.set(e);
                }
            });
            other.start();
            other.join();

            assertThat(thrown.get()).isNull();
            assertThat(outcomes).allMatch(SenderContract::isDelivered);
            assertThat(awaitArrived(sender, reports.size()))
                    .extracting(Arrived::target)
                    .containsExactlyInAnyOrderElementsOf(
                            reports.stream().map(Report::target).toList());
        }
    }
}
