/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.server.Target;

/**
 * What one daemon is told about one result. Message and performance data stay apart, because NSCA writes
 * {@code text|perf}, Icinga wants a list and OverC JSON.
 *
 * @param target host or service
 * @param status state
 * @param message short text as the check gave it
 * @param longOutput further lines, may be empty
 * @param perfData measured values
 * @param at when the check ended
 * @param validUntil until when a next result was promised; an OK must not be sent after it. Null: no promise
 */
public record Report(
        Target target,
        Status status,
        String message,
        String longOutput,
        PerfData perfData,
        Instant at,
        @Nullable Instant validUntil) {}
