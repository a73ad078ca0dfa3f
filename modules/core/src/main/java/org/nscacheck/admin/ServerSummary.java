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
 * @param backlog what waits for it
 * @param failed the tries in a row that failed; their reason is why the oldest result waits, empty if nobody has tried yet
 * @param lastDeliveredAt when a result last was sent or acknowledged, or null if none ever was
 * @param at when this was read, on the database's clock
 */
public record ServerSummary(
        ServerId server,
        Backlog backlog,
        Tries failed,
        @Nullable Instant lastDeliveredAt,
        Instant at) {

    /**
     * What has not reached a server.
     *
     * @param waiting how many results wait for it or are being sent
     * @param expired how many have become too old for it within the last 24 hours and were not sent
     * @param oldestAt when the oldest of those that wait arose, or null if nothing waits
     */
    public record Backlog(
            long waiting, long expired, @Nullable Instant oldestAt) {}

    /** Returns how many results wait for it or are being sent. */
    public long waiting() {
        return backlog.waiting();
    }

    /** Returns how many results have become too old for it within the last 24 hours and were not sent. */
    public long expired() {
        return backlog.expired();
    }

    /** Returns when the oldest result that waits arose, or null if nothing waits. */
    public @Nullable Instant oldestAt() {
        return backlog.oldestAt();
    }

    /** Returns why the oldest result waits, empty if nobody has tried yet. */
    public String problem() {
        return failed.reason();
    }

    /** Returns what kind of problem that is, or null if there is none. */
    public @Nullable DeliveryProblem kind() {
        return failed.problem();
    }

    /** Returns how many tries in a row have failed. */
    public int failures() {
        return failed.count();
    }

    /** Returns when the next try may begin after a failure, or null. */
    public @Nullable Instant nextTryAt() {
        return failed.nextAt();
    }

    /** Returns whether password or encryption are probably not those of the daemon: it keeps turning us away. */
    public boolean isSuspect() {
        return Rejections.isSuspect(failures(), kind());
    }

    /** Returns how long the oldest undelivered result has been waiting, zero if none does. */
    public Duration oldestAge() {
        Instant oldestAt = oldestAt();
        if (oldestAt == null || oldestAt.isAfter(at)) {
            return Duration.ZERO;
        }
        return Duration.between(oldestAt, at);
    }
}
