/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.Rejections;
import org.nscacheck.server.ServerId;

/**
 * How the way to a server is doing.
 *
 * @param server the server
 * @param waiting how many results wait for it or are being sent
 * @param expired how many have become too old for it within the last 24 hours and were not sent
 * @param oldestAt when the oldest of them arose, or null if nothing waits
 * @param problem why the oldest one waits, empty if nobody has tried yet
 * @param kind what kind of problem that is, or null if there is none
 * @param lastDeliveredAt when a result last was sent or acknowledged, or null if none ever was
 * @param failures how many tries in a row have failed
 * @param nextTryAt when the next try may begin after a failure, or null
 * @param at when this was read, on the database's clock
 */
public record ServerSummary(
        ServerId server,
        long waiting,
        long expired,
        @Nullable Instant oldestAt,
        String problem,
        @Nullable DeliveryProblem kind,
        @Nullable Instant lastDeliveredAt,
        int failures,
        @Nullable Instant nextTryAt,
        Instant at) {

    /** Returns whether password or encryption are probably not those of the daemon: it keeps turning us away. */
    public boolean isSuspect() {
        return Rejections.isSuspect(failures, kind);
    }

    /** Returns how long the oldest undelivered result has been waiting, zero if none does. */
    public Duration oldestAge() {
        if (oldestAt == null || oldestAt.isAfter(at)) {
            return Duration.ZERO;
        }
        return Duration.between(oldestAt, at);
    }
}
