/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Target;

/**
 * What is noted of a batch that a sender had.
 *
 * @param completions one for each delivery, in the same order
 * @param problem why the server cannot be reached now, or null if it can
 */
record BatchEnd(List<Completion> completions, @Nullable ServerProblem problem) {

    /**
     * @param outcomes one for each delivery, in the same order
     * @param refused pause before a report is tried again that the receiver did not take
     */
    static BatchEnd of(List<Delivery> batch, List<SendOutcome> outcomes, Duration refused) {
        List<Completion> completions = new ArrayList<>(batch.size());
        ServerProblem problem = null;
        for (int i = 0; i < batch.size(); i++) {
            Completion completion = completion(batch.get(i).id(), outcomes.get(i), refused);
            completions.add(completion);
            if (problem == null) {
                problem = problem(completion);
            }
        }
        return new BatchEnd(inOrder(batch, completions), problem);
    }

    /** Returns how many deliveries have expired. */
    int expired() {
        return (int) completions.stream()
                .filter(completion -> completion.state() == DeliveryState.EXPIRED)
                .count();
    }

    /** What would be sent again after something newer of its target has arrived is not: the newer one stays the last. */
    private static List<Completion> inOrder(List<Delivery> batch, List<Completion> completions) {
        List<Completion> ordered = new ArrayList<>(completions);
        Set<Target> delivered = new HashSet<>();
        for (int i = batch.size() - 1; i >= 0; i--) {
            Completion completion = completions.get(i);
            Target target = batch.get(i).report().target();
            if (completion.state() == DeliveryState.SENT || completion.state() == DeliveryState.ACCEPTED) {
                delivered.add(target);
            } else if (completion.state() == DeliveryState.WAITING && delivered.contains(target)) {
                String reason = completion.reason() + "; a newer result of its service was delivered";
                ordered.set(
                        i,
                        new Completion(
                                completion.delivery(), DeliveryState.SUPERSEDED, completion.problem(), reason, null));
            }
        }
        return ordered;
    }

    private static Completion completion(long id, SendOutcome outcome, Duration refusedPause) {
        if (outcome instanceof SendOutcome.Accepted) {
            return new Completion(id, DeliveryState.ACCEPTED, "");
        } else if (outcome instanceof SendOutcome.Sent sent) {
            return new Completion(id, DeliveryState.SENT, sent.readToEnd() ? "read to the end" : "");
        } else if (outcome instanceof SendOutcome.Unknown unknown) {
            return again(id, DeliveryProblem.UNREACHABLE, unknown.reason(), null);
        } else if (outcome instanceof SendOutcome.Retry retry) {
            return again(id, DeliveryProblem.UNREACHABLE, retry.reason(), retry.notBefore());
        } else if (outcome instanceof SendOutcome.Rejected rejected) {
            return again(id, DeliveryProblem.REJECTED, rejected.reason(), null);
        } else if (outcome instanceof SendOutcome.Refused refused) {
            return again(id, DeliveryProblem.REFUSED, refused.reason(), refusedPause);
        } else if (outcome instanceof SendOutcome.Expired expired) {
            return new Completion(id, DeliveryState.EXPIRED, expired.reason());
        } else if (outcome instanceof SendOutcome.Superseded superseded) {
            return new Completion(id, DeliveryState.SUPERSEDED, superseded.reason());
        }
        throw new AssertionError("unknown outcome " + outcome);
    }

    private static Completion again(long id, DeliveryProblem problem, String reason, @Nullable Duration pause) {
        return new Completion(id, DeliveryState.WAITING, problem, problem.describe(reason), pause);
    }

    /** A refused report concerns itself alone; an unknown or undone one means that the server cannot be reached now. */
    private static @Nullable ServerProblem problem(Completion completion) {
        DeliveryProblem kind = completion.problem();
        return kind == null || kind == DeliveryProblem.REFUSED ? null : new ServerProblem(kind, completion.reason());
    }
}
