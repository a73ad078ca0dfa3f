/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.admin.RecordedRun;

/**
 * A run as a page shows it.
 *
 * @param took how long it ran
 * @param outcome how it ended unless it returned a result, otherwise empty
 * @param key the run in addresses
 */
record RunRow(
        Result result,
        Words.@Nullable Moment ended,
        String took,
        String outcome,
        String node,
        boolean forced,
        String key) {

    /**
     * What it found; one that returned no result has a state and a message too.
     *
     * @param values performance data
     */
    record Result(StateMark state, String message, String longOutput, List<Value> values) {

        private static Result of(RecordedRun recorded) {
            CheckResult result = recorded.run().result();
            return new Result(
                    result == null ? StateMark.NOTHING : StateMark.of(result.status()),
                    CheckRow.message(recorded),
                    result == null ? "" : result.longOutput(),
                    RunRow.values(result));
        }
    }

    /** A line of the table of values; what is not given is empty. */
    record Value(String label, String value, String warn, String crit, String min, String max) {}

    static RunRow of(RecordedRun recorded, Words words, Instant now) {
        return new RunRow(
                Result.of(recorded),
                words.moment(recorded.run().endedAt(), now),
                Duration.between(recorded.run().startedAt(), recorded.run().endedAt())
                                .toMillis() + " ms",
                switch (recorded.run().outcome()) {
                    case SUCCESS, VOID -> "";
                    case REPORTED -> "reported";
                    case ORPHANED -> "no code";
                    case FAULTY -> "cannot run";
                    case ERROR, TIMEOUT, INVALID ->
                        recorded.run().outcome().name().toLowerCase(Locale.ROOT);
                },
                recorded.ranOn(),
                recorded.forced(),
                new RunKey(recorded.number(), recorded.run().endedAt()).toString());
    }

    static List<Value> values(@Nullable CheckResult result) {
        List<Value> values = new ArrayList<>();
        if (result != null) {
            for (Metric metric : result.perfData()) {
                values.add(new Value(
                        metric.label(),
                        text(metric.value() == null
                                        ? null
                                        : metric.value().toPlainString() + " "
                                                + metric.uom().symbol())
                                .strip(),
                        text(metric.warn()),
                        text(metric.crit()),
                        text(metric.min()),
                        text(metric.max())));
            }
        }
        return values;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
