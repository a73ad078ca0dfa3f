/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;

/**
 * A delivery as people see it.
 *
 * @param id its number, which grows in the order of creation
 * @param node the node that its check is for, empty for a check that runs once in the cluster
 * @param summary what it is and what became of it
 * @param message the first line of what is sent; at most {@value #MAX_MESSAGE} characters of it
 * @param at when the run ended that it is about
 * @param createdAt when it was put into the outbox
 */
public record DeliveryEntry(
        long id, String node, DeliverySummary summary, String message, Instant at, Instant createdAt) {

    /** Longest message of an entry, in characters. */
    public static final int MAX_MESSAGE = 500;

    DeliveryEntry with(DeliverySummary other) {
        return new DeliveryEntry(id, node, other, message, at, createdAt);
    }
}
