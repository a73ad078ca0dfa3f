/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.threshold.RuleMemory;

/**
 * The state of a check between its runs.
 *
 * @param status the last confirmed state, or null before the first
 * @param since when that state was entered, or null before the first
 * @param attempt how many runs in a row have reported a state other than OK, 0 while it is OK
 * @param rules what threshold rules remember of the runs so far
 */
public record CheckState(@Nullable Status status, @Nullable Instant since, int attempt, RuleMemory rules) {

    /** The state of a check that no rule judges. */
    public CheckState(@Nullable Status status, @Nullable Instant since, int attempt) {
        this(status, since, attempt, RuleMemory.EMPTY);
    }

    /** The state before the first run. */
    public static final CheckState NEW = new CheckState(null, null, 0);

    /** Returns the state after a run that reported this status, where the first bad result counts. */
    public CheckState after(Status next, Instant at) {
        return after(next, at, Confirmation.NONE);
    }

    /** Returns the state after a run that reported this status; one that is not confirmed yet only counts the attempt. */
    public CheckState after(Status next, Instant at, Confirmation confirmation) {
        int attempts = next == Status.OK ? 0 : attempt + 1;
        boolean changes = next != status && (next == Status.OK || confirmation.isConfirmed(attempts));
        return changes ? new CheckState(next, at, attempts, rules) : new CheckState(status, since, attempts, rules);
    }

    /** Returns the same with what threshold rules remember now. */
    public CheckState with(RuleMemory memory) {
        return new CheckState(status, since, attempt, memory);
    }
}
