/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;

/**
 * How much of a failure an actor may see. Whether an address refuses, is silent or is not known says what there is in our
 * network; that is for administrators, who may set addresses anyway, and for the log.
 */
final class Told {

    /** The one wording for all that keeps a result from leaving. */
    static final String NOT_REACHED = "the server cannot be reached; an administrator sees why";

    static final String REJECTED = DeliveryProblem.REJECTED.describe("an administrator sees why");

    static final String REFUSED = DeliveryProblem.REFUSED.describe("an administrator sees why");

    private Told() {}

    static DeliveryEntry to(Actor actor, DeliveryEntry entry) {
        return entry.with(to(actor, entry.summary()));
    }

    static ServerSummary to(Actor actor, ServerSummary summary) {
        return new ServerSummary(
                summary.server(),
                summary.backlog(),
                tries(actor, summary.failed()),
                summary.lastDeliveredAt(),
                summary.at());
    }

    static DeliverySummary to(Actor actor, DeliverySummary delivery) {
        return new DeliverySummary(
                delivery.result(),
                delivery.server(),
                delivery.target(),
                delivery.state(),
                isOurs(delivery) ? delivery.tries() : tries(actor, delivery.tries()),
                delivery.endedAt());
    }

    /** What ended without a problem, or was ended by a person, says nothing of the network. */
    private static boolean isOurs(DeliverySummary delivery) {
        return delivery.state() == DeliveryState.DISCARDED
                || (delivery.state().isEnded() && delivery.problem() == null);
    }

    private static Tries tries(Actor actor, Tries tries) {
        return new Tries(
                tries.count(), reason(actor, tries.reason(), tries.problem()), tries.problem(), tries.nextAt());
    }

    private static String reason(Actor actor, String reason, @Nullable DeliveryProblem problem) {
        if (reason.isEmpty() || actor.may(Permission.ADMINISTER)) {
            return reason;
        }
        if (problem == DeliveryProblem.REJECTED) {
            return REJECTED;
        }
        return problem == DeliveryProblem.REFUSED ? REFUSED : NOT_REACHED;
    }
}
