/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;

/**
 * A check entered another state.
 *
 * @param from the state before, or null for the first run
 * @param to the state now
 * @param at when the run that found out ended
 */
public record StatusChange(@Nullable Status from, Status to, Instant at) {

    /** Returns what changed from one state to the next, or null if the status did not. */
    public static @Nullable StatusChange between(CheckState before, CheckState after, Instant at) {
        Status to = after.status();
        return to == null || to == before.status() ? null : new StatusChange(before.status(), to, at);
    }
}
