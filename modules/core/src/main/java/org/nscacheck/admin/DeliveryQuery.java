/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.server.ServerId;

/**
 * Which deliveries a list shows.
 *
 * @param group which ones, and in which order
 * @param server only those for this server, or null for any
 * @param state only those that stand there, or null for any
 * @param text what has to stand in host, service or message, whatever the case; empty for anything
 * @param after the delivery behind which the list begins, 0 for its beginning
 * @param size how many at most, 1 to {@value #MAX_SIZE}
 */
public record DeliveryQuery(
        DeliveryGroup group,
        @Nullable ServerId server,
        @Nullable DeliveryState state,
        String text,
        long after,
        int size) {

    /** The most deliveries of one list. */
    public static final int MAX_SIZE = 500;

    /** @throws IllegalArgumentException if the size is outside of its range, or the delivery is none */
    public DeliveryQuery {
        if (size < 1 || size > MAX_SIZE || after < 0) {
            throw new IllegalArgumentException(
                    "a list of " + size + " deliveries behind number " + after + " cannot be: take 1 to " + MAX_SIZE);
        }
        text = text.strip();
    }

    /** Returns the beginning of a whole group. */
    public static DeliveryQuery of(DeliveryGroup group, int size) {
        return new DeliveryQuery(group, null, null, "", 0, size);
    }

    /** Returns the same for one server. */
    public DeliveryQuery of(@Nullable ServerId only) {
        return new DeliveryQuery(group, only, state, text, after, size);
    }

    /** Returns the same for one state. */
    public DeliveryQuery in(@Nullable DeliveryState only) {
        return new DeliveryQuery(group, server, only, text, after, size);
    }

    /** Returns the same for deliveries that mention a text. */
    public DeliveryQuery with(String wanted) {
        return new DeliveryQuery(group, server, state, wanted, after, size);
    }

    /** Returns the same behind a delivery. */
    public DeliveryQuery after(long delivery) {
        return new DeliveryQuery(group, server, state, text, delivery, size);
    }
}
