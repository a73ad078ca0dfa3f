/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.server.Target;

/**
 * What one daemon is told about one result. Message and performance data stay apart, because NSCA writes
 * {@code text|perf}, Icinga wants a list and OverC JSON.
 *
 * @param target host or service
 * @param result what was found out, in parts
 * @param at when the check ended
 * @param validUntil until when a next result was promised; an OK must not be sent after it. Null: no promise
 */
public record Report(
        Target target,
        CheckResult result,
        Instant at,
        @Nullable Instant validUntil) {

    /** Returns the state. */
    public Status status() {
        return result.status();
    }

    /** Returns the short text as the check gave it. */
    public String message() {
        return result.message();
    }

    /** Returns further lines, may be empty. */
    public String longOutput() {
        return result.longOutput();
    }

    /** Returns the measured values. */
    public PerfData perfData() {
        return result.perfData();
    }

    /** Returns this report with another result. */
    public Report with(CheckResult other) {
        return new Report(target, other, at, validUntil);
    }

    /**
     * Judges an OK again, right before it is written: what it says may have ended since it was taken.
     *
     * @param deadline knows the store's time; if it does not, nothing has expired
     * @return what has become of an OK whose time is over, or empty if this may be sent
     */
    public Optional<SendOutcome.Expired> expiry(Deadline deadline) {
        return status() == Status.OK && validUntil != null && deadline.hasPassed(validUntil)
                ? Optional.of(new SendOutcome.Expired("an OK that was true until " + validUntil))
                : Optional.empty();
    }
}
