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
 * @param active whether it is scheduled
 * @param running whether it runs right now
 * @param dueAt when it runs next, or null if it never does; while it runs, when the run under way was due
 * @param expectedAt when it should begin, later than due if it was spread or if no node lived then; or null
 * @param state state since the last runs
 * @param lastRun the latest run, or null before the first
 * @param at when this was read, on the database's clock
 * @param fault why it cannot run, empty if it can
 */
public record CheckSummary(
        CheckId check,
        String name,
        String node,
        boolean active,
        boolean running,
        @Nullable Instant dueAt,
        @Nullable Instant expectedAt,
        CheckState state,
        @Nullable RecordedRun lastRun,
        Instant at,
        String fault) {

    /** What is late by more is shown and counted as overdue. */
    public static final Duration OVERDUE = Duration.ofSeconds(30);

    /** A check that can run, and should begin when it is due. */
    public CheckSummary(
            CheckId check,
            String name,
            String node,
            boolean active,
            boolean running,
            @Nullable Instant dueAt,
            CheckState state,
            @Nullable RecordedRun lastRun,
            Instant at) {
        this(check, name, node, active, running, dueAt, dueAt, state, lastRun, at, "");
    }

    /** The least severe first: before the first run, OK, WARNING, UNKNOWN, CRITICAL; then by the time of that state. */
    static final Comparator<CheckSummary> BY_SEVERITY = Comparator.comparingInt(CheckSummary::severity)
            .thenComparing(summary -> summary.state.since(), Comparator.nullsFirst(Comparator.naturalOrder()));

    private int severity() {
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
        return active && !fault.isEmpty();
    }

    /** Returns whether a run should have begun and has not, for longer than the grace. */
    public boolean isOverdue(Duration grace) {
        return active
                && !running
                && expectedAt != null
                && expectedAt.plus(grace).isBefore(at);
    }
}
