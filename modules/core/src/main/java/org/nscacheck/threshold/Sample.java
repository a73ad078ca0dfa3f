/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.Uom;

/**
 * A metric with the rules that judge it.
 *
 * @param metric the metric
 * @param rules the most specific ones
 * @param last what it was before, if it was a counter
 * @param at when it was measured
 */
record Sample(Metric metric, List<CompiledRule> rules, Remembered.@Nullable Raw last, Instant at) {

    static Sample of(Metric metric, List<CompiledRule> rules, RuleMemory before, Instant at) {
        boolean mayBeCounter = isCounter(metric) || metric.value() == null;
        Remembered counter = mayBeCounter ? before.get(RuleMemory.COUNTERS, metric.label()) : null;
        return new Sample(metric, rules, counter == null ? null : counter.raw(), at);
    }

    private static boolean isCounter(Metric metric) {
        return metric.uom().kind() == Uom.Kind.COUNTER;
    }

    String label() {
        return metric.label();
    }

    boolean isCounter() {
        return isCounter(metric);
    }

    /** Returns what to remember of a counter for the next run; the last known value if this one is not known, which has no unit. */
    Optional<Remembered> next() {
        BigDecimal value = metric.value();
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        if (value == null) {
            return Optional.ofNullable(last).map(raw -> Remembered.counter(raw.value(), raw.at()));
        }
        return isCounter() ? Optional.of(Remembered.counter(value, at)) : Optional.empty();
    }

    /** Returns the seconds since the counter was read before; zero if it was not, or if the clock went back. */
    double elapsed() {
        if (last == null) {
            return 0;
        }
        Duration elapsed = Duration.between(last.at(), at);
        return elapsed.isNegative() ? 0 : elapsed.getSeconds() + elapsed.getNano() / 1e9;
    }
}
