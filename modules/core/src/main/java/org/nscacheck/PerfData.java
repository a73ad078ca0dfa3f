/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a check in their order, with a note for each one that could not be read.
 *
 * <p>Building performance data never fails: an invalid entry is left out and named in {@link #faults()}, so that it
 * cannot keep the result from being sent. A value is not lost for its unit or its label: a unit that cannot be sent is left
 * out, and of metrics with one label the later ones are numbered, {@code x_2}, both named. Immutable.
 *
 * @param metrics the values; labels are unique
 * @param faults one sentence per entry that was dropped or changed
 */
public record PerfData(List<Metric> metrics, List<String> faults) implements Iterable<Metric> {

    private static final PerfData NONE = new PerfData(List.of(), List.of());

    /** Takes over the lists; a metric with the label of an earlier one is numbered and named. */
    public PerfData {
        List<String> all = new ArrayList<>(faults);
        metrics = UniqueLabels.of(metrics, all);
        faults = List.copyOf(all);
    }

    /** Returns performance data without any value. */
    public static PerfData none() {
        return NONE;
    }

    /** Returns these metrics; a later one with the label of an earlier one is numbered and named. */
    public static PerfData of(Metric... metrics) {
        return new PerfData(List.of(metrics), List.of());
    }

    /**
     * Reads a map of label to number, {@link java.time.Duration}, {@link Metric}, or map with the keys value, uom, warn,
     * crit, min and max. Entries keep the order of the map.
     */
    public static PerfData of(@Nullable Map<?, ?> entries) {
        if (entries == null) {
            return NONE;
        }
        Builder builder = new Builder();
        try {
            new ArrayList<>(entries.entrySet()).forEach(entry -> builder.add(entry.getKey(), entry.getValue()));
        } catch (RuntimeException e) {
            builder.fault("performance data could not be read: " + e);
        }
        return builder.build();
    }

    /** Returns whether there is nothing to send and nothing to report about. */
    public boolean isEmpty() {
        return metrics.isEmpty() && faults.isEmpty();
    }

    /** Returns the metric with this label, or null. */
    public @Nullable Metric get(String label) {
        for (Metric metric : metrics) {
            if (metric.label().equals(label)) {
                return metric;
            }
        }
        return null;
    }

    @Override
    public Iterator<Metric> iterator() {
        return metrics.iterator();
    }

    /** Collects metrics and the reasons why others were dropped or changed. Not thread-safe. */
    static final class Builder {

        private final List<Metric> metrics = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();

        void add(@Nullable Object label, @Nullable Object form) {
            List<String> changes = new ArrayList<>();
            try {
                metrics.add(MetricForm.read(label, form, changes));
                faults.addAll(changes);
            } catch (IllegalArgumentException e) {
                fault(Objects.requireNonNullElse(e.getMessage(), e.toString()));
            } catch (RuntimeException e) {
                // A foreign map, number or toString() may throw anything, so the label is not asked for its name again.
                String name = label instanceof String text ? "'" + Numbers.clip(text) + "'" : "";
                fault("metric " + name + " could not be read: " + e);
            }
        }

        void fault(String fault) {
            faults.add(fault);
        }

        PerfData build() {
            return new PerfData(metrics, faults);
        }
    }
}
