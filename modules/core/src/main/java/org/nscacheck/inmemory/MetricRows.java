/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.DueList;

/**
 * Measured values, and from the first call of {@link #sumUp} their sums by the hour and by the day, too, unless only so many values are kept. Of a check on a node 1,000 labels are kept;
 * values of others are left out. Guarded by {@link Memory}.
 */
final class MetricRows {

    private static final int MAX_SERIES = 1_000;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<DueList.Key, Map<String, Series>> byCheck = new HashMap<>();
    private final Map<Long, Series> byNumber = new HashMap<>();
    private final int kept;
    private long number;
    private boolean sums;

    MetricRows(int kept) {
        this.kept = kept;
    }

    /** What a check measures under a label; each time has the sum of what was measured then, in that hour, or on that day. */
    private static final class Series {

        private final MetricSeries series;
        private final NavigableMap<Instant, Sum> values = new TreeMap<>();
        private final NavigableMap<Instant, Sum> hours = new TreeMap<>();
        private final NavigableMap<Instant, Sum> days = new TreeMap<>();

        private Series(MetricSeries series) {
            this.series = series;
        }

        private boolean isEmpty() {
            return values.isEmpty() && days.isEmpty();
        }

        private void sumUp(Instant at, Sum sum) {
            hours.merge(at.truncatedTo(ChronoUnit.HOURS), sum, Sum::plus);
            days.merge(at.truncatedTo(ChronoUnit.DAYS), sum, Sum::plus);
        }
    }

    private record Sum(long count, double lowest, double highest, double total) {

        Sum plus(Sum other) {
            return new Sum(
                    count + other.count,
                    Math.min(lowest, other.lowest),
                    Math.max(highest, other.highest),
                    total + other.total);
        }

        MetricPoint at(Instant begin) {
            return new MetricPoint(begin, count, lowest, highest, total / count);
        }
    }

    void add(DueList.Key key, CheckRun run) {
        CheckResult result = run.result();
        if (result == null) {
            return;
        }
        Map<String, Series> series = byCheck.computeIfAbsent(key, check -> new HashMap<>());
        for (Metric metric : result.perfData()) {
            if (metric.value() != null && (series.size() < MAX_SERIES || series.containsKey(metric.label()))) {
                double value = metric.value().doubleValue();
                add(
                        series.computeIfAbsent(metric.label(), label -> begin(key, metric)),
                        run.endedAt(),
                        new Sum(1, value, value, value));
            }
        }
    }

    private void add(Series series, Instant at, Sum sum) {
        series.values.merge(at, sum, Sum::plus);
        if (sums) {
            series.sumUp(at, sum);
        }
        if (series.values.size() > kept) {
            series.values.pollFirstEntry();
        }
    }

    /** Sums up what has been measured; what is measured from now on is summed up at once. */
    void sumUp() {
        if (!sums && kept == Integer.MAX_VALUE) {
            sums = true;
            byNumber.values().forEach(series -> series.values.forEach(series::sumUp));
        }
    }

    private Series begin(DueList.Key key, Metric metric) {
        number++;
        Series series = new Series(new MetricSeries(
                number, key.node(), metric.label(), metric.uom().symbol()));
        byNumber.put(number, series);
        return series;
    }

    List<MetricSeries> series(CheckId check) {
        List<MetricSeries> found = new ArrayList<>();
        byCheck.forEach((key, series) -> {
            if (key.check().equals(check)) {
                series.values().forEach(each -> found.add(each.series));
            }
        });
        found.sort(Comparator.comparing(MetricSeries::node).thenComparing(MetricSeries::label));
        return found;
    }

    Map<CheckId, Set<String>> labels() {
        Map<CheckId, Set<String>> labels = new HashMap<>();
        byCheck.forEach((key, series) -> series.values()
                .forEach(each -> labels.computeIfAbsent(key.check(), check -> new HashSet<>())
                        .add(each.series.label())));
        return labels;
    }

    /** Values that are kept no more as they were measured are read from coarser sums. */
    List<MetricPoint> values(long of, Instant from, Instant to, int maxPoints) {
        Series series = byNumber.get(of);
        if (series == null) {
            return List.of();
        }
        long seconds = Math.max(1, Duration.between(from, to).toSeconds());
        Duration step = Duration.ofSeconds(Math.max(1, (seconds + maxPoints - 1) / maxPoints));
        List<MetricPoint> points =
                !sums || step.compareTo(HOUR) < 0 ? points(series.values, from, to, step) : List.of();
        if (points.isEmpty() && step.compareTo(DAY) < 0) {
            points = points(series.hours, from, to, step);
        }
        return points.isEmpty() ? points(series.days, from, to, step) : points;
    }

    private static List<MetricPoint> points(NavigableMap<Instant, Sum> sums, Instant from, Instant to, Duration step) {
        NavigableMap<Instant, Sum> spans = new TreeMap<>();
        if (from.isBefore(to)) {
            sums.subMap(from, true, to, false).forEach((at, sum) -> {
                long begin = Math.floorDiv(at.getEpochSecond(), step.toSeconds()) * step.toSeconds();
                spans.merge(Instant.ofEpochSecond(begin), sum, Sum::plus);
            });
        }
        List<MetricPoint> points = new ArrayList<>();
        spans.forEach((begin, sum) -> points.add(sum.at(begin)));
        return points;
    }

    /** Removes what was measured before, as it was measured, by the hour, and by the day. */
    void purge(Instant values, Instant hours, Instant days) {
        byNumber.values().forEach(series -> {
            series.values.headMap(values).clear();
            series.hours.headMap(hours).clear();
            series.days.headMap(days).clear();
        });
        byNumber.values().removeIf(Series::isEmpty);
        byCheck.values().forEach(all -> all.values().removeIf(Series::isEmpty));
        byCheck.values().removeIf(Map::isEmpty);
    }

    void remove(CheckId check) {
        byCheck.entrySet().removeIf(entry -> {
            boolean its = entry.getKey().check().equals(check);
            if (its) {
                entry.getValue().values().forEach(series -> byNumber.remove(series.series.id()));
            }
            return its;
        });
    }
}
