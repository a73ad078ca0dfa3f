/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Server;

/** What holds for a sender whatever it sends: how it ends, and what it leaves behind. */
abstract class SendingContract implements SenderFactoryContract {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How much longer than its deadline a sender may take on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /**
     * Returns a server whose receiver is there and neither answers nor reads, such as a bound {@link java.net.ServerSocket}
     * that accepts nothing; empty if the sender never waits for anybody.
     */
    protected abstract Optional<Server> stuck();

    /** Returns something to send. */
    abstract List<Report> batch(int size);

    /** Returns whether only the receiver itself can have told this. */
    abstract boolean isCertain(SendOutcome outcome);

    Sender open() {
        return factory().open(server());
    }

    static boolean isDelivered(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Accepted || outcome instanceof SendOutcome.Sent;
    }

    private Server stuckOrSkip() {
        Optional<Server> stuck = stuck();
        assumeTrue(stuck.isPresent(), "this sender waits for nobody");
        return stuck.orElseThrow();
    }

    @Test
    void answersNothingToNothing() throws Exception {
        try (Sender sender = open()) {
            assertThat(sender.send(List.of(), Deadline.in(PATIENCE))).isEmpty();
        }
    }

    @Test
    void keepsItsDeadlineAtAReceiverThatDoesNotAnswer() throws Exception {
        Duration time = Duration.ofMillis(700);
        try (Sender sender = factory().open(stuckOrSkip())) {
            long began = System.nanoTime();
            List<SendOutcome> outcomes = sender.send(batch(200), Deadline.in(time));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(time.plus(SLACK));
            assertThat(outcomes).hasSize(200).noneMatch(this::isCertain);
        }
    }

    @Test
    void endsWhenItIsInterrupted() throws Exception {
        AtomicReference<@Nullable List<SendOutcome>> outcomes = new AtomicReference<>();
        AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
        Server stuck = stuckOrSkip();
        Thread thread = new Thread(() -> {
            try (Sender sender = factory().open(stuck)) {
                List<SendOutcome> answer = sender.send(batch(200), Deadline.in(PATIENCE));
                if (!Thread.currentThread().isInterrupted()) {
                    outcomes.set(answer);
                }
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        thread.start();
        // It is in the middle of waiting then.
        thread.join(300);
        boolean waited = thread.isAlive();
        thread.interrupt();
        thread.join(SLACK.toMillis() * 2);

        assertThat(thread.isAlive()).as("still sending").isFalse();
        if (waited) {
            assertThat(outcomes.get()).as("the interrupt was swallowed").isNull();
        }
        Exception exception = thrown.get();
        if (exception != null) {
            assertThat(exception).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void closesTwiceAndWithoutHavingSent() throws Exception {
        Sender unused = open();
        unused.close();
        unused.close();
        Sender used = open();
        used.send(batch(1), Deadline.in(PATIENCE));
        used.close();
        used.close();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        sendAndClose();
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        int senders = 5;
        for (int i = 0; i < senders; i++) {
            sendAndClose();
        }
        Deadline patience = Deadline.in(Duration.ofSeconds(5));
        Set<Thread> more = othersThan(before);
        while (more.size() >= senders && !patience.isOver()) {
            TimeUnit.MILLISECONDS.sleep(20);
            more = othersThan(before);
        }
        // Fewer may belong to the machine or to the receiver.
        assertThat(more).hasSizeLessThan(senders);
    }

    private void sendAndClose() throws InterruptedException {
        try (Sender sender = open()) {
            sender.send(batch(1), Deadline.in(PATIENCE));
        }
    }

    private static Set<Thread> othersThan(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        return now;
    }
}
