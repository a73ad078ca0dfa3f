/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nscacheck.Status;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * What the delivery relies on in a {@link org.nscacheck.sender.Notifier}, through the factory that opens it. Extended by the test of each notifier,
 * which says where a receiver works, where none is, and what the first one has got. Each test asks for a fresh receiver.
 */
@Timeout(60)
public abstract class NotifierContract extends SendingContract {

    private static final String SECRET = "never-to-be-seen-4711";

    /** Returns the texts of all that arrived at the receiver of {@link #server} until now, in the order of arrival. */
    protected abstract String arrived();

    /** Returns a server without faults at whose place nobody listens; empty if nobody can be told that there is none. */
    protected abstract Optional<Server> unreachable();

    @Override
    List<Report> batch(int size) {
        return Samples.told(Samples.notifications(size));
    }

    @Override
    boolean isCertain(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Accepted;
    }

    private static List<SendOutcome> send(Sender sender, List<Notification> told) throws InterruptedException {
        return sender.send(Samples.told(told), Deadline.in(PATIENCE));
    }

    private void awaitArrived(String... texts) throws InterruptedException {
        Deadline patience = Deadline.in(PATIENCE);
        while (!Stream.of(texts).allMatch(arrived()::contains) && !patience.isOver()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(arrived()).contains(texts);
    }

    @Test
    void isThereForNotifications() throws Exception {
        assertThat(factory().purpose()).isEqualTo(Purpose.NOTIFICATIONS);
        try (Sender sender = open()) {
            assertThat(sender.send(List.of(Samples.report("Check", Status.OK, "a result")), Deadline.in(PATIENCE)))
                    .singleElement()
                    .isInstanceOf(SendOutcome.Refused.class);
        }
    }

    @Test
    void deliversEachInTheGivenOrderAndSaysSoOfEach() throws Exception {
        List<Notification> told = Samples.notifications(12);
        try (Sender sender = open()) {
            assertThat(send(sender, told)).hasSize(12).allMatch(NotifierContract::isDelivered);
        }
        String[] texts = told.stream().map(Notification::text).toArray(String[]::new);
        awaitArrived(texts);
        if (keepsOrder()) {
            assertThat(arrived()).containsSubsequence(texts);
        }
    }

    /** Returns whether the receiver shows what arrived in that order. */
    protected boolean keepsOrder() {
        return true;
    }

    @Test
    void deliversHostileTextOrRefusesItWithAReason() throws Exception {
        List<Notification> told = new ArrayList<>(Samples.hostileNotifications());
        told.add(Samples.notification("Last", "the very last one"));
        try (Sender sender = open()) {
            assertThat(send(sender, told)).hasSameSizeAs(told).allSatisfy(outcome -> {
                if (outcome instanceof SendOutcome.Refused refused) {
                    assertThat(refused.reason()).isNotBlank();
                } else {
                    assertThat(outcome).matches(NotifierContract::isDelivered, "delivered or refused");
                }
            });
        }
        awaitArrived("the very last one");
    }

    @Test
    void deliversLettersThatAreNotAscii() throws Exception {
        try (Sender sender = open()) {
            assertThat(send(sender, List.of(Samples.notification("Größe", "Größe 5 € zu groß, ığ ÄÖÜ 🚀"))))
                    .allMatch(NotifierContract::isDelivered);
        }
        awaitArrived("Größe 5 € zu groß, ığ ÄÖÜ 🚀");
    }

    @Test
    void beginsNothingWhenItsTimeIsOver() throws Exception {
        try (Sender sender = open()) {
            assertThat(sender.send(Samples.told(Samples.notifications(5)), Deadline.in(Duration.ZERO)))
                    .hasSize(5)
                    .allMatch(SendOutcome.Retry.class::isInstance);
            assertThat(send(sender, List.of(Samples.notification("Last", "the very last one"))))
                    .allMatch(NotifierContract::isDelivered);
        }
        awaitArrived("the very last one");
        assertThat(arrived()).doesNotContain("message 0");
    }

    @Test
    void wantsToTryAgainWhereNobodyListens() throws Exception {
        Optional<Server> unreachable = unreachable();
        assumeTrue(unreachable.isPresent(), "nobody tells this notifier that there is no receiver");
        try (Sender sender = factory().open(unreachable.orElseThrow())) {
            assertThat(send(sender, Samples.notifications(5))).hasSize(5).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .isNotBlank()));
        }
    }

    @Test
    void showsTheSecretNowhere() throws Exception {
        List<Server> servers = new ArrayList<>(List.of(server()));
        unreachable().ifPresent(servers::add);
        stuck().ifPresent(servers::add);
        try (LogCapture log = LogCapture.begin()) {
            for (Server server : servers) {
                List<SendOutcome> outcomes = new ArrayList<>();
                try (Sender sender = factory().open(withSecret(server, Secret.of(SECRET)))) {
                    outcomes.addAll(
                            sender.send(Samples.told(Samples.notifications(2)), Deadline.in(Duration.ofMillis(700))));
                }
                assertThat(outcomes).hasSize(2);
                assertThat(outcomes.toString()).doesNotContain(SECRET);
            }
            assertThat(log.text()).doesNotContain(SECRET);
        }
    }

    /** Returns the server with this secret, which its receiver need not accept. */
    protected Server withSecret(Server server, Secret secret) {
        return server.with(secret);
    }

    @Test
    void worksAgainForAnotherBatchAndAnotherThread() throws Exception {
        List<Notification> told = Samples.notifications(4);
        try (Sender sender = open()) {
            List<SendOutcome> outcomes = new ArrayList<>(send(sender, told.subList(0, 2)));
            AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
            Thread other = new Thread(() -> {
                try {
                    outcomes.addAll(send(sender, told.subList(2, 4)));
                } catch (InterruptedException | RuntimeException e) {
                    thrown.set(e);
                }
            });
            other.start();
            other.join();

            assertThat(thrown.get()).isNull();
            assertThat(outcomes).hasSize(4).allMatch(NotifierContract::isDelivered);
        }
        awaitArrived("message 0", "message 1", "message 2", "message 3");
    }
}
