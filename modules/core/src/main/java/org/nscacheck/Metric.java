/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        List<String> faults = new ArrayList<>();
        Metric metric = MetricForm.read(label, form, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0));
        }
        return metric;
    }

    /** Returns the same metric under another label. */
    public Metric withLabel(String newLabel) {
        return new Metric(newLabel, value, uom, warn, crit, min, max);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric that
                && label.equals(that.label)
                && uom.equals(that.uom)
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
