/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Standing;

/**
 * A state by word and shape, so that no colour is needed to read it.
 *
 * @param word what a person reads
 * @param shape a sign for a quick look
 * @param style class of the style sheet
 */
record StateMark(String word, String shape, String style) {

    /** A run that had nothing to report, and may. */
    static final StateMark NOTHING = new StateMark("Nothing to report", "\u25cb", "none");

    private static final StateMark CANNOT_RUN = new StateMark("Cannot run", "!", "critical");

    static StateMark of(@Nullable Status status) {
        if (status == null) {
            return new StateMark("Not yet run", "\u25cb", "none");
        }
        return switch (status) {
            case OK -> new StateMark("OK", "\u2713", "ok");
            case WARNING -> new StateMark("WARNING", "\u25b2", "warning");
            case CRITICAL -> new StateMark("CRITICAL", "\u2715", "critical");
            case UNKNOWN -> new StateMark("UNKNOWN", "?", "unknown");
        };
    }

    /** Returns the mark of those that stand there. */
    static StateMark of(Standing standing) {
        return switch (standing) {
            case CRITICAL -> of(Status.CRITICAL);
            case UNKNOWN -> of(Status.UNKNOWN);
            case WARNING -> of(Status.WARNING);
            case OK -> of(Status.OK);
            case PROBLEM, CANNOT_RUN -> CANNOT_RUN;
            case OVERDUE, NOT_YET_RUN, PAUSED, INACTIVE -> of((Status) null);
        };
    }

    static StateMark of(CheckView check) {
        if (!check.fault().isEmpty()) {
            return CANNOT_RUN;
        }
        if (!check.isActive()) {
            return new StateMark("inactive", "\u2013", "none");
        }
        CheckSummary summary = check.summary().orElse(null);
        if (summary != null && summary.state().status() == null && summary.lastRun() != null) {
            return NOTHING;
        }
        return of(summary == null ? null : summary.state().status());
    }
}
