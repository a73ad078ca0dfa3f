/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;

/**
 * Sends notifications one after the other, as long as there is time. The word that somebody got last must be the last one: so what
 * follows one that has to be repeated, and is about the same, waits for it. A receiver that asks for a pause gets it. For one batch.
 */
public final class OneByOne {

    private final Deadline deadline;
    private final Set<Identity> waiting = new HashSet<>();
    private @Nullable SendOutcome pause;

    /** Sends one notification. */
    @FunctionalInterface
    public interface Each {

        /** Returns what became of it. */
        SendOutcome send(Notification notification) throws InterruptedException;
    }

    /** @param deadline after which nothing is begun */
    public OneByOne(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Sends all that may be sent.
     *
     * @return one outcome per notification, in the same order
     * @throws InterruptedException if the thread was interrupted
     */
    public static List<SendOutcome> send(List<Notification> notifications, Deadline deadline, Each each)
            throws InterruptedException {
        OneByOne order = new OneByOne(deadline);
        List<SendOutcome> outcomes = new ArrayList<>();
        for (Notification notification : notifications) {
            Optional<SendOutcome> held = order.held(notification);
            outcomes.add(held.isPresent() ? held.get() : order.note(notification, each.send(notification)));
        }
        return outcomes;
    }

    /** Returns why a notification is not to be sent now, or empty if it is. */
    public Optional<SendOutcome> held(Notification notification) {
        if (deadline.isOver()) {
            return Optional.of(note(notification, new SendOutcome.Retry("there was no time left to send it")));
        }
        if (pause != null) {
            return Optional.of(note(notification, pause));
        }
        return waiting.contains(notification.identity())
                ? Optional.of(
                        new SendOutcome.Retry("it waits for an older one about the same, which was not delivered"))
                : Optional.empty();
    }

    /** Notes what became of a notification, and returns it. */
    public SendOutcome note(Notification notification, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Retry retry) {
            Duration wanted = retry.notBefore();
            pause = wanted == null ? pause : outcome;
        } else if (outcome instanceof SendOutcome.Rejected) {
            pause = outcome;
        }
        if (isToBeRepeated(outcome)) {
            waiting.add(notification.identity());
        }
        return outcome;
    }

    private static boolean isToBeRepeated(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Retry
                || outcome instanceof SendOutcome.Unknown
                || outcome instanceof SendOutcome.Rejected;
    }
}
