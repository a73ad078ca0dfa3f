/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Uom;
import org.nscacheck.threshold.Measured;

/** Makes results of values again: what was measured at the same time was of one run. Not thread-safe. */
final class PastResults {

    private final @Nullable CheckResult latest;
    private final Map<Instant, List<Metric>> byTime = new TreeMap<>();

    /** @param latest the last result there is, whose metrics say what the history does not keep; null if there is none */
    PastResults(@Nullable CheckResult latest) {
        this.latest = latest;
    }

    /** Returns the metric as it is now, without its value and its own limits, which do not matter to a rule. */
    Metric metric(MetricSeries series) {
        Metric now = latest == null ? null : latest.perfData().get(series.label());
        return new Metric(
                series.label(),
                null,
                unit(series),
                null,
                null,
                now == null ? null : now.min(),
                now == null ? null : now.max());
    }

    private static Uom unit(MetricSeries series) {
        try {
            return Uom.of(series.uom());
        } catch (IllegalArgumentException e) {
            return Uom.NONE; // stored by a release with other units
        }
    }

    void add(MetricSeries series, PastValues values) {
        Metric metric = metric(series);
        for (MetricPoint point : values.points()) {
            byTime.computeIfAbsent(point.at(), at -> new ArrayList<>(1)).add(measured(metric, point));
        }
    }

    private static Metric measured(Metric metric, MetricPoint point) {
        return new Metric(
                metric.label(),
                BigDecimal.valueOf(point.average()),
                metric.uom(),
                null,
                null,
                metric.min(),
                metric.max());
    }

    List<Measured> all() {
        List<Measured> all = new ArrayList<>(byTime.size());
        byTime.forEach((at, metrics) -> all.add(new Measured(at, new PerfData(metrics, List.of()))));
        return all;
    }
}
