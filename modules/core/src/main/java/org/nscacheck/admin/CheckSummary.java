/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckState;

/**
 * How a check is doing.
 *
 * @param check the check
 * @param name its name for people
 * @param node the node this is about, empty for a check that runs once in the cluster
 * @param due whether and when it runs
 * @param state state since the last runs
 * @param lastRun the latest run, or null before the first
 * @param at when this was read, on the database's clock
 */
public record CheckSummary(
        CheckId check,
        String name,
        String node,
        Due due,
        CheckState state,
        @Nullable RecordedRun lastRun,
        Instant at) {

    /** What is late by more is shown and counted as overdue. */
    public static final Duration OVERDUE = Duration.ofSeconds(30);

    /** The least severe first: before the first run, OK, WARNING, UNKNOWN, CRITICAL; then by the time of that state. */
    static final Comparator<CheckSummary> BY_SEVERITY = Comparator.comparingInt(CheckSummary::severity)
            .thenComparing(summary -> summary.state.since(), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The one to show last where there is room for one: the worst; that of a node which was stopped only if there is no other. */
    static final Comparator<CheckSummary> BY_IMPORTANCE =
            Comparator.comparing(CheckSummary::active).thenComparing(BY_SEVERITY);

    /**
     * Whether and when a check runs.
     *
     * @param active whether it is scheduled
     * @param running whether it runs right now
     * @param at when it runs next, or null if it never does; while it runs, when the run under way was due
     * @param expectedAt when it should begin, later than due if it was spread or if no node lived then; or null
     * @param fault why it cannot run, empty if it can
     */
    public record Due(
            boolean active,
            boolean running,
            @Nullable Instant at,
            @Nullable Instant expectedAt,
            String fault) {

        private boolean isOverdue(Duration grace, Instant now) {
            return active
                    && !running
                    && expectedAt != null
                    && expectedAt.plus(grace).isBefore(now);
        }
    }

    /** Returns what there is to say of a check that no node has planned yet. */
    public static CheckSummary unplanned(CheckId check, String name, Instant at) {
        return new CheckSummary(check, name, "", new Due(false, false, null, null, ""), CheckState.NEW, null, at);
    }

    /** Returns whether it is scheduled. */
    public boolean active() {
        return due.active();
    }

    /** Returns whether it runs right now. */
    public boolean running() {
        return due.running();
    }

    /** Returns when it runs next, or null if it never does; while it runs, when the run under way was due. */
    public @Nullable Instant dueAt() {
        return due.at();
    }

    /** Returns when it should begin, later than due if it was spread or if no node lived then; or null. */
    public @Nullable Instant expectedAt() {
        return due.expectedAt();
    }

    /** Returns why it cannot run, empty if it can. */
    public String fault() {
        return due.fault();
    }

    int severity() {
        Status status = state.status();
        if (status == null) {
            return 0;
        }
        return switch (status) {
            case OK -> 1;
            case WARNING -> 2;
            case UNKNOWN -> 3;
            case CRITICAL -> 4;
        };
    }

    /** Returns whether it should run and cannot, because its configuration has faults. */
    public boolean isFaulty() {
        return active() && !fault().isEmpty();
    }

    /** Returns whether a run should have begun and has not, for longer than the grace. */
    public boolean isOverdue(Duration grace) {
        return due.isOverdue(grace, at);
    }
}
