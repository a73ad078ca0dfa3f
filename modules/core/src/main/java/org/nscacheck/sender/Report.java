/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.server.Target;

/**
 * One result as it is sent to one daemon. Message and performance data stay apart, because NSCA writes
 * {@code text|perf}, Icinga wants a list and OverC JSON.
 *
 * @param target host or service
 * @param status state
 * @param message short text as the check gave it
 * @param longOutput further lines, may be empty
 * @param perfData measured values
 * @param at when the check ended
 * @param validUntil when the next result is due at the latest; an OK must not be sent after it. Null: no limit
 */
public record Report(
        Target target,
        Status status,
        String message,
        String longOutput,
        PerfData perfData,
        Instant at,
        @Nullable Instant validUntil) {

    /**
     * Judges an OK again, right before it is written: it may have expired since it was taken.
     *
     * @param deadline knows the store's time; if it does not, nothing has expired
     * @return the outcome of an expired OK, or empty if this may be sent
     */
    public Optional<SendOutcome.Expired> expiry(Deadline deadline) {
        return status == Status.OK && validUntil != null && deadline.hasPassed(validUntil)
                ? Optional.of(new SendOutcome.Expired("an OK that was true until " + validUntil))
                : Optional.empty();
    }
}
