/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.List;

/**
 * A part of a list of deliveries.
 *
 * @param entries those that were found, in order
 * @param next the delivery behind which the next part begins, or 0 if this was the last
 * @param unfinished whether looking was given up after {@link DeliveryDesk#MOST_LOOKED_THROUGH}; the next part goes on there
 * @param at when this was read, on the store's clock
 */
public record DeliveryList(List<DeliveryEntry> entries, long next, boolean unfinished, Instant at) {

    public DeliveryList {
        entries = List.copyOf(entries);
    }
}
