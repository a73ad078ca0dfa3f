/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.ServerView;

/**
 * A server, without its secret.
 *
 * @param id identity
 * @param name unique name for people
 * @param kind which sender serves it
 * @param active whether anything is sent to it
 * @param hasSecret whether a secret is stored
 * @param locked why it cannot be used although it is active, or null
 * @param checks how many checks report to it, inactive ones included
 * @param way how the way to it is doing
 */
record ServerItem(
        UUID id,
        String name,
        String kind,
        boolean active,
        boolean hasSecret,
        @Nullable String locked,
        int checks,
        Way way) {

    /**
     * How the way to a server is doing.
     *
     * @param waiting how many results wait for it or are being sent
     * @param expired how many became too old for it within the last 24 hours
     * @param oldestAt when the oldest of those that wait arose, or null
     * @param problem why it waits as far as the asker may know, empty if nobody has tried yet
     * @param nextTryAt when the next try may begin, or null
     * @param lastDeliveredAt when something last was sent or acknowledged, or null
     */
    record Way(
            long waiting,
            long expired,
            @Nullable Instant oldestAt,
            String problem,
            @Nullable Instant nextTryAt,
            @Nullable Instant lastDeliveredAt) {}

    static ServerItem of(ServerView view) {
        return new ServerItem(
                view.server().id().value(),
                view.server().name(),
                view.server().kind(),
                view.server().active(),
                view.hasSecret(),
                view.locked(),
                view.checks().size(),
                way(view.summary()));
    }

    private static Way way(ServerSummary summary) {
        return new Way(
                summary.waiting(),
                summary.expired(),
                summary.oldestAt(),
                summary.problem(),
                summary.nextTryAt(),
                summary.lastDeliveredAt());
    }
}
