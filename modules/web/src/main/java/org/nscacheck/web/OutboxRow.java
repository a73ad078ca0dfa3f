/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.DeliveryEntry;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;

/**
 * A line of the list of deliveries.
 *
 * @param id number of the delivery
 * @param result what is delivered
 * @param server where to
 * @param state where it stands, in words
 * @param tries what was tried
 * @param ended when it ended, or null
 * @param open whether it has not ended
 * @param waiting whether it is not with a sender either
 */
record OutboxRow(
        long id,
        Result result,
        Place server,
        String state,
        Tried tries,
        Words.@Nullable Moment ended,
        boolean open,
        boolean waiting) {

    /**
     * What is delivered.
     *
     * @param check name of its check, empty if there is none any more
     * @param page address of the page of its check below the path of the screens, empty if there is none
     * @param explained address of the page that explains its run, empty if there is none
     * @param at when it arose
     */
    record Result(StateMark status, String message, String check, String page, String explained, Words.Moment at) {}

    /**
     * Where to.
     *
     * @param name name of the server
     * @param page address of its page below the path of the screens, empty if it was removed
     * @param target host and service there
     */
    record Place(String name, String page, String target) {}

    /**
     * What was tried.
     *
     * @param next when the next try may begin, or null
     * @param reason why it waits or how it ended, may be empty
     * @param code the kind of the problem, may be empty
     */
    record Tried(int count, Words.@Nullable Moment next, String reason, String code) {}

    /**
     * @param server where to
     * @param serverFreeAt when the server may be tried again, or null if it may be at once
     * @param check name of its check, or null if there is none any more
     */
    static OutboxRow of(
            DeliveryEntry entry,
            Place server,
            @Nullable Instant serverFreeAt,
            @Nullable String check,
            Words words,
            Instant now) {
        DeliverySummary summary = entry.summary();
        return new OutboxRow(
                entry.id(),
                result(entry, check, words, now),
                server,
                DeliveryWords.of(summary.state()),
                tried(summary, serverFreeAt, words, now),
                words.moment(summary.endedAt(), now),
                !summary.state().isEnded(),
                summary.state() == DeliveryState.WAITING);
    }

    private static Result result(DeliveryEntry entry, @Nullable String check, Words words, Instant now) {
        DeliverySummary summary = entry.summary();
        String page = check == null ? "" : "/checks/" + summary.check();
        boolean ofRun = check != null && summary.runNumber() > 0;
        return new Result(
                StateMark.of(summary.status()),
                entry.message(),
                check == null ? "" : check,
                page,
                ofRun ? page + "/runs/" + new RunKey(summary.runNumber(), entry.at()) : "",
                words.of(entry.at(), now));
    }

    private static Tried tried(DeliverySummary summary, @Nullable Instant serverFreeAt, Words words, Instant now) {
        DeliveryProblem problem = summary.problem();
        Instant own = summary.notBefore();
        boolean waits = summary.state() == DeliveryState.WAITING;
        boolean serverLater = serverFreeAt != null && (own == null || serverFreeAt.isAfter(own));
        return new Tried(
                summary.attempts(),
                words.moment(waits && serverLater ? serverFreeAt : own, now),
                summary.reason(),
                problem == null ? "" : problem.name());
    }
}
