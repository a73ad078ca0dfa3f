/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The values of a metric over time.
 *
 * @param points the oldest first
 */
public record Series(List<Point> points) {

    /** Nothing was measured. */
    public static final Series EMPTY = new Series(List.of());

    private static final int MISSING = 3;

    public Series {
        points = List.copyOf(points);
    }

    /** Returns the series of a time ago as if it were of now. */
    public Series later(Duration by) {
        return new Series(points.stream().map(point -> point.later(by)).toList());
    }

    /** Returns the increase of a counter per second, at the later one of each two points. Where it went down it began anew: nothing. */
    public Series rates() {
        List<Point> rates = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point point = points.get(i);
            double increase = point.high() - before.high();
            double rate = increase / (Duration.between(before.at(), point.at()).toMillis() / 1000.0);
            if (increase >= 0) {
                rates.add(new Point(point.at(), rate, rate, rate));
            }
        }
        return new Series(rates);
    }

    /** Returns the pieces without a gap; a gap is where three points are missing or more. */
    List<List<Point>> pieces() {
        long gap = MISSING * usualDistance();
        List<List<Point>> pieces = new ArrayList<>();
        Instant last = Instant.MIN;
        for (Point point : points) {
            if (pieces.isEmpty() || last.plusMillis(gap).isBefore(point.at())) {
                pieces.add(new ArrayList<>());
            }
            pieces.get(pieces.size() - 1).add(point);
            last = point.at();
        }
        return pieces;
    }

    /** The lower median, in milliseconds. */
    private long usualDistance() {
        long[] sorted = IntStream.range(1, points.size())
                .mapToLong(i -> Duration.between(
                                points.get(i - 1).at(), points.get(i).at())
                        .toMillis())
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }
}
