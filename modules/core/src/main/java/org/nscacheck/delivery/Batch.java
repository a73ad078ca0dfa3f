/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Instant;
import java.util.List;

/**
 * Deliveries taken from the outbox at once.
 *
 * @param deliveries in the order of their numbers, in which they are to be sent; empty when nothing is left to be sent now
 *     or the lease is lost
 * @param now the store's clock while they were taken
 * @param expired how many were too old and ended as EXPIRED instead, 0 or more
 */
public record Batch(List<Delivery> deliveries, Instant now, int expired) {

    public Batch {
        deliveries = List.copyOf(deliveries);
    }
}
