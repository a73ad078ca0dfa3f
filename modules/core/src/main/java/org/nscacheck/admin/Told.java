/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.nscacheck.delivery.Rejections;
import org.nscacheck.sender.SendOutcome;

/**
 * How much of a failure somebody is told. Whether an address refuses, is silent or is not known says what there is in our
 * network; that is for administrators, who may set addresses anyway, and for the log.
 */
final class Told {

    /** The one wording for all that keeps a result from leaving. */
    static final String NOT_REACHED = "the server cannot be reached; an administrator sees why";

    static final String REJECTED = Rejections.reason(new SendOutcome.Rejected("an administrator sees why"));

    private Told() {}

    static ServerCondition to(Actor actor, ServerCondition condition) {
        return new ServerCondition(
                condition.server(),
                condition.waiting(),
                condition.expired(),
                condition.oldestAt(),
                reason(actor, condition.problem()),
                condition.lastDeliveredAt(),
                condition.failures(),
                condition.nextTryAt(),
                condition.at());
    }

    static DeliveryCondition to(Actor actor, DeliveryCondition delivery) {
        return new DeliveryCondition(
                delivery.check(),
                delivery.server(),
                delivery.target(),
                delivery.runNumber(),
                delivery.status(),
                delivery.state(),
                delivery.state().isEnded() ? delivery.reason() : reason(actor, delivery.reason()),
                delivery.attempts(),
                delivery.notBefore(),
                delivery.endedAt());
    }

    private static String reason(Actor actor, String reason) {
        if (reason.isEmpty() || actor.may(Permission.ADMINISTER)) {
            return reason;
        }
        return Rejections.isRejection(reason) ? REJECTED : NOT_REACHED;
    }
}
