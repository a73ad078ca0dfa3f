/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One value of performance data: {@code 'label'=value[UOM];[warn];[crit];[min];[max]}.
 *
 * <p>The label is kept as the check wrote it; characters that receivers cannot read are replaced when the text is
 * rendered, see {@link org.nscacheck.plugin.PluginOutput}.
 *
 * @param label name of the value, not blank
 * @param value the value, null when the check could not determine it ({@code U})
 * @param uom unit of value, limits and bounds alike
 * @param warn warning range for the receiver's graph, or null
 * @param crit critical range for the receiver's graph, or null
 * @param min lowest possible value, or null
 * @param max highest possible value, or null
 */
public record Metric(
        String label,
        @Nullable BigDecimal value,
        Uom uom,
        @Nullable Range warn,
        @Nullable Range crit,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max) {

    private static final Set<String> KEYS = Set.of("value", "uom", "warn", "crit", "min", "max");

    /** @throws IllegalArgumentException if the label is blank, or a number has more than 350 digits or is larger than a double */
    public Metric {
        Numbers.check(value);
        Numbers.check(min);
        Numbers.check(max);
        if (label.isBlank()) {
            throw new IllegalArgumentException("a metric needs a label");
        }
    }

    /**
     * Returns a metric without unit and limits.
     *
     * @throws IllegalArgumentException if the value is NaN or infinite
     */
    public static Metric of(String label, Number value) {
        return new Metric(label, Numbers.decimal(value), Uom.NONE, null, null, null, null);
    }

    /**
     * Reads a metric from the loose forms a check may return: a number, a {@link Duration} (becomes seconds), another
     * metric, or a map with the keys value, uom, warn, crit, min and max.
     *
     * @throws IllegalArgumentException if it cannot be read; the message says why, naming the label
     */
    public static Metric read(@Nullable Object label, @Nullable Object form) {
        String name = label == null ? "" : String.valueOf(label);
        try {
            return readForm(name, form);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("metric '" + Numbers.clip(name) + "': " + e.getMessage(), e);
        }
    }

    private static Metric readForm(String label, @Nullable Object form) {
        if (form instanceof Metric metric) {
            return new Metric(label, metric.value, metric.uom, metric.warn, metric.crit, metric.min, metric.max);
        }
        if (form instanceof Number number) {
            return of(label, number);
        }
        if (form instanceof Duration duration) {
            return new Metric(label, seconds(duration), Uom.SECONDS, null, null, null, null);
        }
        if (form instanceof Map<?, ?> map) {
            return readMap(label, map);
        }
        throw new IllegalArgumentException("a number or a map with the key value is needed, not " + describe(form));
    }

    private static Metric readMap(String label, Map<?, ?> map) {
        Set<String> unknown = new TreeSet<>();
        map.keySet().forEach(key -> unknown.add(String.valueOf(key)));
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown keys " + Numbers.clip(unknown.toString()) + ", known are " + new TreeSet<>(KEYS));
        }
        Object value = map.get("value");
        Object uom = map.get("uom");
        Uom unit = uom == null && value instanceof Duration ? Uom.SECONDS : uom(uom);
        BigDecimal number = number("value", value);
        if (number == null) {
            throw new IllegalArgumentException("it has no value");
        }
        return new Metric(
                label,
                number,
                unit,
                range(map.get("warn")),
                range(map.get("crit")),
                number("min", map.get("min")),
                number("max", map.get("max")));
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

    static Uom uom(@Nullable Object form) {
        if (form == null) {
            return Uom.NONE;
        }
        if (form instanceof Uom uom) {
            return uom;
        }
        String symbol = String.valueOf(form);
        return Uom.ofSymbol(symbol)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unit '" + Numbers.clip(symbol) + "' is not one of " + Uom.known()));
    }

    static @Nullable Range range(@Nullable Object form) {
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric that
                && label.equals(that.label)
                && uom == that.uom
                && Objects.equals(warn, that.warn)
                && Objects.equals(crit, that.crit)
                && Numbers.same(value, that.value)
                && Numbers.same(min, that.min)
                && Numbers.same(max, that.max);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, uom, Numbers.hash(value), warn, crit, Numbers.hash(min), Numbers.hash(max));
    }
}
