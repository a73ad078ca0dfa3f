/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a metric one by one, as far back as they are kept so, and before that their means by the hour or by the day.
 *
 * @param points all of them, the oldest first
 * @param sums how many of the first ones stand for a whole hour or day
 */
public record PastValues(List<MetricPoint> points, int sums) {

    private static final int HOUR = 3600;

    public PastValues {
        points = List.copyOf(points);
    }

    /** Reads them. */
    public static PastValues read(Overview overview, Actor actor, MetricSeries series, Instant from, Instant to) {
        List<MetricPoint> found = overview.values(actor, series, from, to, seconds(from, to));
        if (found.isEmpty() || areSums(found)) {
            return new PastValues(found, found.size());
        }
        Instant measured = found.get(0).at().truncatedTo(ChronoUnit.HOURS);
        if (!measured.isAfter(from)) {
            return new PastValues(found, 0);
        }
        int hours = Math.max(1, seconds(from, measured) / HOUR);
        List<MetricPoint> all = new ArrayList<>(overview.values(actor, series, from, measured, hours));
        int sums = all.size();
        all.addAll(found);
        return new PastValues(all, sums);
    }

    private static int seconds(Instant from, Instant to) {
        return (int) Math.min(Integer.MAX_VALUE, Duration.between(from, to).toSeconds());
    }

    /** The store answers with sums where single values are kept no more. */
    private static boolean areSums(List<MetricPoint> points) {
        return points.stream().allMatch(point -> point.at().getEpochSecond() % HOUR == 0)
                && points.stream().anyMatch(point -> point.count() > 1);
    }

    /** Returns how many values it is made of. */
    public long count() {
        return points.stream().mapToLong(MetricPoint::count).sum();
    }
}
