/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.check.NodeId;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.LockedSecret;
import org.nscacheck.server.Server;
import org.nscacheck.server.TestServers;
import org.nscacheck.testkit.matrix.Row;

class DeliveryWorkerTest {

    private final FakeOutbox outbox = new FakeOutbox();
    private final FakeSenders senders = new FakeSenders();
    private final ServerProblems problems = new ServerProblems(System::nanoTime);
    private final Server server = TestServers.server("nagios");
    private boolean stopping;
    private final DeliveryWorker worker = new DeliveryWorker(
            outbox,
            new SenderFactories(List.of(senders)),
            new DeliverySettings(
                    new NodeId("node-1/1"),
                    new DeliverySettings.Limits(3, Duration.ofSeconds(1), Duration.ofSeconds(10)),
                    RetryPolicy.DEFAULT,
                    Duration.ofSeconds(10),
                    ZoneOffset.UTC,
                    EngineListener.NONE),
            new Random(1),
            () -> stopping);

    @Test
    void sendsBatchAfterBatchAndGivesTheLeaseBack() throws InterruptedException {
        outbox.add(5);

        assertThat(worker.deliver(server, problems)).as("something more waits").isFalse();

        assertThat(outbox.completed)
                .extracting(Completion::state)
                .containsOnly(DeliveryState.SENT)
                .hasSize(5);
        assertThat(senders.batches).containsExactly(3, 2);
        assertThat(outbox.released).containsExactly("failures 0 pause PT0S");
    }

    @Test
    @Row(value = "R36", done = "it is refused with its reason, the others go on")
    void notesEachOutcomeInItsOwnWords() throws InterruptedException {
        outbox.add(6);
        List<SendOutcome> outcomes = List.of(
                new SendOutcome.Accepted(),
                new SendOutcome.Sent(true),
                new SendOutcome.Refused("no such service"),
                new SendOutcome.Superseded("newer there"),
                new SendOutcome.Unknown("reset"),
                new SendOutcome.Retry("not sent", Duration.ofSeconds(7)));
        Deque<SendOutcome> next = new ArrayDeque<>(outcomes);
        senders.answer = report -> next.poll();

        worker.deliver(server, problems);

        assertThat(outbox.completed)
                .containsExactly(
                        new Completion(0, DeliveryState.ACCEPTED, ""),
                        new Completion(1, DeliveryState.SENT, "read to the end"),
                        new Completion(
                                2,
                                DeliveryState.WAITING,
                                DeliveryProblem.REFUSED,
                                "refused: no such service",
                                RetryPolicy.DEFAULT.refused()),
                        new Completion(3, DeliveryState.SUPERSEDED, "newer there"),
                        new Completion(4, DeliveryState.WAITING, DeliveryProblem.UNREACHABLE, "reset", null),
                        new Completion(
                                5,
                                DeliveryState.WAITING,
                                DeliveryProblem.UNREACHABLE,
                                "not sent",
                                Duration.ofSeconds(7)));
        assertThat(outbox.released).singleElement().asString().startsWith("failures 1");
    }

    @Test
    @Row(
            value = "R69",
            done = "the sender judges it by the store's time; it ends as expired, and the server is not to blame")
    void endsAnOkWhoseTimeHasEndedSinceItWasTaken() throws InterruptedException {
        outbox.add(1);
        senders.byDeadline = deadline ->
                deadline.hasPassed(Instant.EPOCH.minusNanos(1)) && !deadline.hasPassed(Instant.EPOCH.plusSeconds(60))
                        ? new SendOutcome.Expired("true until then")
                        : new SendOutcome.Sent(false);

        worker.deliver(server, problems);

        assertThat(outbox.completed).containsExactly(new Completion(0, DeliveryState.EXPIRED, "true until then"));
        assertThat(outbox.released).containsExactly("failures 0 pause PT0S");
    }

    @Test
    @Row(value = "R66", done = "what failed is not sent again behind a newer result of its service, and it is said")
    void sendsNothingAgainBehindANewerResultOfItsTarget() throws InterruptedException {
        outbox.addFor(0, 0, 1);
        Deque<SendOutcome> next = new ArrayDeque<>(List.of(
                new SendOutcome.Refused("too long"), new SendOutcome.Accepted(), new SendOutcome.Refused("unknown")));
        senders.answer = report -> next.poll();

        worker.deliver(server, problems);

        assertThat(outbox.completed)
                .containsExactly(
                        new Completion(
                                0,
                                DeliveryState.SUPERSEDED,
                                DeliveryProblem.REFUSED,
                                "refused: too long; a newer result of its service was delivered",
                                null),
                        new Completion(1, DeliveryState.ACCEPTED, ""),
                        new Completion(
                                2,
                                DeliveryState.WAITING,
                                DeliveryProblem.REFUSED,
                                "refused: unknown",
                                RetryPolicy.DEFAULT.refused()));
    }

    @Test
    @Row(value = "R66", done = "neither when the sender throws and the batch is halved")
    void keepsTheOrderOfATargetWhenTheSenderFails() throws InterruptedException {
        outbox.addFor(0, 0, 0);
        senders.answer = report -> {
            if (report.message().equals("result 0")) {
                throw new IllegalStateException("bug");
            }
            return new SendOutcome.Sent(true);
        };

        worker.deliver(server, problems);

        assertThat(outbox.completed)
                .extracting(Completion::state)
                .containsExactly(DeliveryState.SUPERSEDED, DeliveryState.SENT, DeliveryState.SENT);
    }

    @Test
    @Row(value = "R07", done = "what is rejected stays waiting")
    void keepsWhatAServerRejectsAndLeavesItAlone() throws InterruptedException {
        outbox.failures = 2;
        outbox.add(1);
        senders.answer = report -> new SendOutcome.Rejected("wrong password?");

        worker.deliver(server, problems);

        assertThat(outbox.completed)
                .containsExactly(new Completion(
                        0, DeliveryState.WAITING, DeliveryProblem.REJECTED, "rejected: wrong password?", null));
        assertThat(outbox.released).singleElement().asString().startsWith("failures 3");
    }

    @Test
    void leavesAServerThatRejectsAloneForLongerThanOneThatIsAway() throws InterruptedException {
        outbox.failures = 9;
        outbox.add(1);
        senders.answer = report -> new SendOutcome.Rejected("wrong password?");

        worker.deliver(server, problems);

        String released = outbox.released.get(0);
        assertThat(Duration.parse(released.substring(released.indexOf("PT"))))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    @Test
    void asksAServerThatFailedWithOneReportFirst() throws InterruptedException {
        outbox.failures = 4;
        outbox.add(5);

        worker.deliver(server, problems);

        assertThat(senders.batches).containsExactly(1, 3, 1);
    }

    @Test
    void leavesAFailingServerAloneLongerEachTime() throws InterruptedException {
        outbox.failures = 3;
        outbox.add(1);
        senders.answer = report -> new SendOutcome.Retry("connection refused");

        assertThat(worker.deliver(server, problems)).isTrue();

        String released = outbox.released.get(0);
        assertThat(released).startsWith("failures 4 pause PT");
        assertThat(Duration.parse(released.substring(released.indexOf("PT"))))
                .isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
    }

    @Test
    void treatsASenderThatThrowsOrMiscountsAsUnknown() throws InterruptedException {
        outbox.add(1);
        senders.answer = report -> {
            throw new IllegalStateException("bug");
        };
        worker.deliver(server, problems);

        assertThat(outbox.completed).singleElement().satisfies(completion -> {
            assertThat(completion.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(completion.reason()).contains("sender failed");
        });
    }

    @Test
    @Row(value = "R36", done = "the sender throws for it: it is put back with its reason, the others are sent")
    void sendsTheOthersWhenTheSenderFailsOnOne() throws InterruptedException {
        outbox.add(7);
        senders.answer = report -> {
            if ("service 4".equals(report.target().service())) {
                throw new IllegalStateException("bug");
            }
            return new SendOutcome.Sent(true);
        };

        worker.deliver(server, problems);

        assertThat(outbox.completed).hasSize(7);
        assertThat(outbox.completed.stream().filter(done -> done.state() == DeliveryState.SENT))
                .hasSize(6);
        assertThat(outbox.completed.stream().filter(done -> done.state() == DeliveryState.WAITING))
                .singleElement()
                .satisfies(done -> {
                    assertThat(done.delivery()).isEqualTo(4);
                    assertThat(done.reason()).isEqualTo("refused: the sender fails for it, see the log");
                });
        assertThat(outbox.released).containsExactly("failures 0 pause PT0S");
    }

    @Test
    void leavesAServerAloneWhoseSenderFailsOnEverything() throws InterruptedException {
        outbox.add(3);
        senders.answer = report -> {
            throw new IllegalStateException("bug");
        };

        worker.deliver(server, problems);

        assertThat(outbox.completed).hasSize(3).allSatisfy(done -> assertThat(done.reason())
                .contains("sender failed"));
        assertThat(outbox.released).singleElement().asString().startsWith("failures 1");
    }

    @Test
    void keepsTheResultsOfALockedServerWaiting() throws InterruptedException {
        outbox.add(1);
        Server locked = Server.builder(server.id(), "nagios", "fake")
                .address("127.0.0.1")
                .hostName("node")
                .secret(LockedSecret.because("key k1 is missing"))
                .build();

        assertThat(worker.deliver(locked, problems)).isTrue();

        assertThat(senders.batches).isEmpty();
        assertThat(outbox.released).singleElement().asString().startsWith("failures 1");
    }

    @Test
    void stopsWhenItsLeaseIsLost() throws InterruptedException {
        outbox.add(5);
        outbox.leaseLost = true;

        worker.deliver(server, problems);

        assertThat(senders.batches).containsExactly(3);
    }

    @Test
    @Row(value = "R31", done = "no further batch is taken")
    void takesNoFurtherBatchWhenStopping() throws InterruptedException {
        outbox.add(5);
        senders.answer = report -> {
            stopping = true;
            return new SendOutcome.Sent(false);
        };

        worker.deliver(server, problems);

        assertThat(senders.batches).containsExactly(3);
        assertThat(outbox.released).containsExactly("failures 0 pause PT0S");
    }

    @Test
    void leasesNoServerWhenStopping() throws InterruptedException {
        outbox.add(5);
        stopping = true;

        assertThat(worker.deliver(server, problems)).isFalse();

        assertThat(senders.batches).isEmpty();
        assertThat(outbox.released).isEmpty();
    }

    /** Answers as a test says, and counts batches. */
    private static final class FakeSenders implements SenderFactory {
        private final List<Integer> batches = new ArrayList<>();
        private Function<Report, SendOutcome> answer = report -> new SendOutcome.Sent(false);
        private @Nullable Function<Deadline, SendOutcome> byDeadline;

        @Override
        public String kind() {
            return "fake";
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
            return (reports, deadline) -> send(reports, deadline);
        }

        private List<SendOutcome> send(List<Report> reports, Deadline deadline) {
            assertThat(deadline.isOver()).isFalse();
            batches.add(reports.size());
            Function<Deadline, SendOutcome> judge = byDeadline;
            if (judge != null) {
                return reports.stream().map(report -> judge.apply(deadline)).toList();
            }
            return reports.stream().map(answer).toList();
        }
    }
}
