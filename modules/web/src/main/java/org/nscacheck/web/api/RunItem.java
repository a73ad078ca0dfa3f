/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.check.CheckRun.Outcome;

/**
 * A run of a check.
 *
 * @param number counts the claims of the check
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param outcome how it ended
 * @param result what it reported, or null if nothing
 * @param forced whether somebody asked for it
 * @param node the process that ran it
 */
record RunItem(
        long number,
        Instant startedAt,
        Instant endedAt,
        Outcome outcome,
        @Nullable Result result,
        boolean forced,
        String node) {

    /**
     * What a run reported.
     *
     * @param status the state
     * @param message the first line
     * @param longOutput further lines, may be empty
     * @param values what was measured
     */
    record Result(Status status, String message, String longOutput, List<Value> values) {

        static Result of(CheckResult result) {
            return new Result(
                    result.status(),
                    result.message(),
                    result.longOutput(),
                    StreamSupport.stream(result.perfData().spliterator(), false)
                            .map(metric -> new Value(
                                    metric.label(), metric.value(), metric.uom().symbol()))
                            .toList());
        }
    }

    /**
     * A measured value.
     *
     * @param label what was measured
     * @param value the value, or null if it is not known
     * @param uom symbol of its unit, may be empty
     */
    record Value(String label, @Nullable BigDecimal value, String uom) {}

    static RunItem of(RecordedRun recorded) {
        CheckResult result = recorded.run().result();
        return new RunItem(
                recorded.number(),
                recorded.run().startedAt(),
                recorded.run().endedAt(),
                recorded.run().outcome(),
                result == null ? null : Result.of(result),
                recorded.forced(),
                recorded.ranOn());
    }
}
