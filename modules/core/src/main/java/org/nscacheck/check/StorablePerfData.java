/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;

/**
 * Bounds the performance data of a run: each value is a row, each label is in an index, and one result must not hold up those
 * of others. What is left out is named among the faults.
 */
final class StorablePerfData {

    static final int MAX_METRICS = 1_000;
    static final int MAX_LABEL = 255;
    /** Characters of all labels, units, numbers and ranges together. */
    static final int MAX_LENGTH = 262_144;

    static final int MAX_FAULTS = 100;
    static final int MAX_FAULT = 500;

    private StorablePerfData() {}

    static PerfData of(PerfData perfData) {
        List<Metric> metrics = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int length = 0;
        for (Metric metric : perfData) {
            int next = length + length(metric);
            if (metrics.size() == MAX_METRICS || next > MAX_LENGTH) {
                break;
            }
            length = next;
            metrics.add(storable(metric, faults));
        }
        boolean fits = faults.isEmpty() && metrics.size() == perfData.metrics().size();
        if (fits && areStorable(perfData.faults())) {
            return perfData;
        }
        int left = perfData.metrics().size() - metrics.size();
        if (left > 0) {
            // First, because receivers show only as many as they have room for.
            faults.add(
                    0,
                    left + " more metrics were not kept: a result may have " + MAX_METRICS + ", and " + MAX_LENGTH
                            + " characters in all of them");
        }
        faults.addAll(perfData.faults());
        return new PerfData(metrics, storable(faults));
    }

    private static Metric storable(Metric metric, List<String> faults) {
        String label = metric.label();
        if (label.length() <= MAX_LABEL) {
            return metric;
        }
        String start = StorableText.start(label, MAX_LABEL).stripTrailing();
        faults.add("metric '" + StorableText.start(label, 40) + "...': its label has " + label.length()
                + " characters, the first " + MAX_LABEL + " were kept");
        return metric.withLabel(start.isEmpty() ? "(blank)" : start);
    }

    private static boolean areStorable(List<String> faults) {
        return faults.size() <= MAX_FAULTS && faults.stream().allMatch(fault -> fault.length() <= MAX_FAULT);
    }

    private static List<String> storable(List<String> faults) {
        List<String> kept = new ArrayList<>();
        for (String fault : faults.subList(0, Math.min(faults.size(), MAX_FAULTS))) {
            kept.add(fault.length() <= MAX_FAULT ? fault : StorableText.start(fault, MAX_FAULT) + "...");
        }
        if (faults.size() > MAX_FAULTS) {
            kept.add((faults.size() - MAX_FAULTS) + " more faults were not kept");
        }
        return kept;
    }

    /** Never less than how it is written. */
    private static int length(Metric metric) {
        return Math.min(metric.label().length(), MAX_LABEL)
                + metric.uom().symbol().length()
                + length(metric.value())
                + length(metric.warn())
                + length(metric.crit())
                + length(metric.min())
                + length(metric.max());
    }

    private static int length(@Nullable Range range) {
        return range == null ? 0 : length(range.start()) + length(range.end()) + 2;
    }

    private static int length(@Nullable BigDecimal number) {
        return number == null ? 0 : number.precision() + Math.abs(number.scale()) + 3;
    }
}
