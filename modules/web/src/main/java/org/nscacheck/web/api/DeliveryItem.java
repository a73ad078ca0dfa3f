/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;

/**
 * A result on its way to a server.
 *
 * @param id number of the delivery
 * @param server id of the server or notifier
 * @param target host and service there
 * @param result what is sent
 * @param state where it stands
 * @param tries what was tried
 * @param createdAt when it was put into the outbox
 * @param endedAt when it ended, or null
 */
record DeliveryItem(
        long id,
        UUID server,
        String target,
        Result result,
        DeliveryState state,
        Tried tries,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /**
     * What is sent.
     *
     * @param check its check, or an id made of something outside
     * @param node name of the node, empty for a check that runs once
     * @param run number of its run, 0 for what people are told
     * @param status the state
     * @param message the beginning of its first line
     * @param at when the run ended
     */
    record Result(UUID check, String node, long run, Status status, String message, Instant at) {}

    /**
     * What was tried.
     *
     * @param count how often
     * @param reason why it waits or how it ended as far as the asker may know, may be empty
     * @param problem what kept it from ending at its last try, or null
     * @param nextAt when the next try may begin, or null
     */
    record Tried(
            int count,
            String reason,
            @Nullable DeliveryProblem problem,
            @Nullable Instant nextAt) {}

    static DeliveryItem of(DeliveryEntry entry) {
        DeliverySummary summary = entry.summary();
        return new DeliveryItem(
                entry.id(),
                summary.server().value(),
                summary.target().toString(),
                new Result(
                        summary.check().value(),
                        entry.node(),
                        summary.runNumber(),
                        summary.status(),
                        entry.message(),
                        entry.at()),
                summary.state(),
                new Tried(summary.attempts(), summary.reason(), summary.problem(), summary.notBefore()),
                entry.createdAt(),
                summary.endedAt());
    }
}
