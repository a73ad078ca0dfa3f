/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;

class OneByOneTest {

    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted();

    private final List<String> tried = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final Deadline deadline = Deadline.in(Duration.ofSeconds(10), now::get);

    private static Notification told(String about, String text) {
        return new Notification(
                Notification.Kind.PROBLEM,
                Severity.FAILURE,
                Instant.EPOCH,
                new Identity("shop", about, "", "", ""),
                text,
                Map.of());
    }

    private List<SendOutcome> send(Map<String, SendOutcome> outcomes, Notification... told)
            throws InterruptedException {
        return OneByOne.send(List.of(told), deadline, each -> {
            tried.add(each.text());
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            return outcomes.getOrDefault(each.text(), ACCEPTED);
        });
    }

    @Test
    void letsWhatIsAboutTheSameWaitForWhatIsToBeRepeated() throws Exception {
        for (SendOutcome repeated : List.of(new SendOutcome.Retry("r"), new SendOutcome.Unknown("u"))) {
            tried.clear();
            List<SendOutcome> outcomes =
                    send(Map.of("problem", repeated), told("a", "problem"), told("b", "other"), told("a", "recovery"));

            assertThat(tried).containsExactly("problem", "other");
            assertThat(outcomes.subList(0, 2)).containsExactly(repeated, ACCEPTED);
            assertThat(outcomes.get(2)).isInstanceOf(SendOutcome.Retry.class);
        }
    }

    @Test
    void goesOnAfterWhatIsRefusedForGood() throws Exception {
        SendOutcome refused = new SendOutcome.Refused("no");

        assertThat(send(Map.of("problem", refused), told("a", "problem"), told("a", "recovery")))
                .containsExactly(refused, ACCEPTED);
    }

    @Test
    void leavesAReceiverAloneThatAsksForAPauseOrRejectsEveryone() throws Exception {
        for (SendOutcome end : List.of(
                new SendOutcome.Retry("busy", Duration.ofSeconds(5)), new SendOutcome.Rejected("wrong password"))) {
            tried.clear();
            assertThat(send(Map.of("first", end), told("a", "first"), told("b", "second")))
                    .containsExactly(end, end);
            assertThat(tried).containsExactly("first");
        }
    }

    @Test
    void beginsNothingAfterTheDeadline() throws Exception {
        Notification[] many = new Notification[15];
        for (int i = 0; i < many.length; i++) {
            many[i] = told("about " + i, "text " + i);
        }
        List<SendOutcome> outcomes = send(Map.of(), many);

        assertThat(tried).hasSize(10);
        assertThat(outcomes.subList(10, 15)).allMatch(SendOutcome.Retry.class::isInstance);
    }
}
