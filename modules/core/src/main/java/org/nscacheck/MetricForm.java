/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a metric from the loose forms a check may return: a number, a {@link Duration} (becomes seconds), another metric, or a map
 * with the keys value, uom, warn, crit, min and max.
 *
 * @param label as the check gave it, may be unfit
 * @param faults where it is named what was left out without losing the value
 */
record MetricForm(String label, List<String> faults) {

    private static final Set<String> KEYS = Set.of("value", "uom", "warn", "crit", "min", "max");

    /**
     * Reads one metric. A unit that cannot be sent is left out and named among the faults.
     *
     * @throws IllegalArgumentException if there is no value, or it cannot be read; the message says why, naming the label
     */
    static Metric read(@Nullable Object label, @Nullable Object form, List<String> faults) {
        MetricForm reader = new MetricForm(label == null ? "" : String.valueOf(label), faults);
        try {
            return reader.read(form);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(reader.prefix() + e.getMessage(), e);
        }
    }

    private String prefix() {
        return "metric '" + Numbers.clip(label) + "': ";
    }

    private Metric read(@Nullable Object form) {
        if (form instanceof Metric metric) {
            return metric.withLabel(label);
        }
        if (form instanceof Number number) {
            return Metric.of(label, number);
        }
        if (form instanceof Duration duration) {
            return new Metric(label, seconds(duration), Uom.SECONDS, null, null, null, null);
        }
        if (form instanceof Map<?, ?> map) {
            return readMap(map);
        }
        throw new IllegalArgumentException("a number or a map with the key value is needed, not " + describe(form));
    }

    private Metric readMap(Map<?, ?> map) {
        Set<String> unknown = new TreeSet<>();
        map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown keys " + Numbers.clip(unknown.toString()) + ", known are " + new TreeSet<>(KEYS));
        }
        Object value = map.get("value");
        Object uom = map.get("uom");
        BigDecimal number = number("value", value);
        if (number == null) {
            throw new IllegalArgumentException("it has no value");
        }
        return new Metric(
                label,
                number,
                uom == null && value instanceof Duration ? Uom.SECONDS : uom(uom),
                range(map.get("warn")),
                range(map.get("crit")),
                number("min", map.get("min")),
                number("max", map.get("max")));
    }

    private Uom uom(@Nullable Object form) {
        if (form == null) {
            return Uom.NONE;
        }
        if (form instanceof Uom uom) {
            return uom;
        }
        try {
            return Uom.of(String.valueOf(form));
        } catch (IllegalArgumentException e) {
            faults.add(prefix() + e.getMessage() + ", the value is kept without unit");
            return Uom.NONE;
        }
    }

    private static @Nullable BigDecimal number(String key, @Nullable Object form) {
        if (isBlank(form)) {
            return null;
        }
        if (form instanceof Number number) {
            return Numbers.decimal(number);
        }
        if (form instanceof Duration duration) {
            return seconds(duration);
        }
        if (form instanceof String text) {
            try {
                return Numbers.decimal(text.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(key + " " + e.getMessage(), e);
            }
        }
        throw new IllegalArgumentException(key + " must be a number, not " + describe(form));
    }

    private static boolean isBlank(@Nullable Object form) {
        return form == null || (form instanceof String text && text.isBlank());
    }

    private static @Nullable Range range(@Nullable Object form) {
        if (isBlank(form)) {
            return null;
        }
        if (form instanceof Range range) {
            return range;
        }
        if (form instanceof Number number) {
            BigDecimal end = Numbers.decimal(number);
            // A negative number alone cannot be the end of a range that starts at 0; it can only mean "below this".
            return end.signum() < 0 ? new Range(false, null, end) : new Range(false, BigDecimal.ZERO, end);
        }
        if (form instanceof Duration duration) {
            return new Range(false, BigDecimal.ZERO, seconds(duration));
        }
        return Range.parse(String.valueOf(form));
    }

    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), 9))
                .stripTrailingZeros();
    }

    private static String describe(@Nullable Object form) {
        return form == null ? "null" : form.getClass().getName();
    }
}
