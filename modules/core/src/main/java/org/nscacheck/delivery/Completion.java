/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stored outcome of one delivery after a try.
 *
 * @param delivery number in the outbox
 * @param state an ended state, or WAITING for another try
 * @param problem what kept it from ending, or null if nothing did
 * @param reason for people, such as why it waits; may be empty
 * @param pause shortest time before the next try of this delivery, or null for as soon as the server can be tried again
 */
public record Completion(
        long delivery,
        DeliveryState state,
        @Nullable DeliveryProblem problem,
        String reason,
        @Nullable Duration pause) {

    /** One that has ended without a problem, such as one that was sent. */
    public Completion(long delivery, DeliveryState state, String reason) {
        this(delivery, state, null, reason, null);
    }
}
