/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.RecordedRun;

/**
 * A check in a list.
 *
 * @param id identity
 * @param name unique name for people
 * @param method what is called
 * @param service service description under which it reports
 * @param tags words for grouping
 * @param active whether it is scheduled
 * @param state how it is doing
 * @param times when it ran and will run
 */
record CheckItem(
        UUID id,
        String name,
        String method,
        @Nullable String service,
        List<String> tags,
        boolean active,
        State state,
        Times times) {

    /**
     * How a check is doing; the worst of its nodes where it runs on each.
     *
     * @param status the confirmed state, or null before the first run
     * @param since when that state was entered, or null
     * @param message what the latest run said, may be empty
     * @param fault why it cannot run, empty if it can
     */
    record State(@Nullable Status status, @Nullable Instant since, String message, String fault) {}

    /**
     * When a check ran and will run.
     *
     * @param lastRunAt when its latest run ended, or null
     * @param nextRunAt when it runs next, or null
     * @param running whether it runs right now
     * @param overdue whether a run should have begun and has not
     * @param pausedUntil end of its pause, or null
     */
    record Times(
            @Nullable Instant lastRunAt,
            @Nullable Instant nextRunAt,
            boolean running,
            boolean overdue,
            @Nullable Instant pausedUntil) {}

    static CheckItem of(CheckView view) {
        return new CheckItem(
                view.stored().id().value(),
                view.stored().name(),
                view.stored().key().value(),
                view.settings().service(),
                view.definition() == null ? List.of() : view.definition().tags(),
                view.isActive(),
                state(view),
                times(view));
    }

    private static State state(CheckView view) {
        CheckSummary summary = view.summary().orElse(null);
        RecordedRun last = summary == null ? null : summary.lastRun();
        return new State(
                summary == null ? null : summary.state().status(),
                summary == null ? null : summary.state().since(),
                last == null || last.run().result() == null
                        ? ""
                        : last.run().result().message(),
                view.fault());
    }

    private static Times times(CheckView view) {
        Instant paused = view.stored().pausedUntil();
        CheckSummary summary = view.summary().orElse(null);
        if (summary == null) {
            return new Times(null, null, false, false, paused);
        }
        RecordedRun last = summary.lastRun();
        return new Times(
                last == null ? null : last.run().endedAt(),
                summary.dueAt(),
                summary.running(),
                summary.isOverdue(CheckSummary.OVERDUE),
                paused);
    }
}
