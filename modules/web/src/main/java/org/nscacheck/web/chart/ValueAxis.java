/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The axis of the values: its unit, its ends and its round numbers. */
record ValueAxis(DisplayUnit unit, Ticks ticks) {

    private static final int MOST = 5;
    /** Limits are in the picture as long as the values fill this part of it at least. */
    private static final double LEAST_PART = 0.1;
    /** The axis begins at zero if the lowest value is below this part of the highest. */
    private static final double NEAR_ZERO = 0.5;

    static ValueAxis of(Chart chart, List<Zone> zones) {
        double low = numbers(chart).min().orElse(0);
        double high = numbers(chart).max().orElse(1);
        double[] ends = withLimits(low, high, Zone.bounds(zones));
        if (ends[0] > 0 && ends[0] < NEAR_ZERO * ends[1]) {
            ends[0] = 0;
        }
        DisplayUnit unit = DisplayUnit.of(chart.unit(), Math.max(Math.abs(ends[0]), Math.abs(ends[1])));
        return new ValueAxis(unit, Ticks.around(ends[0] * unit.factor(), ends[1] * unit.factor(), MOST));
    }

    private static DoubleStream numbers(Chart chart) {
        return Stream.of(chart.series(), chart.before())
                .flatMap(series -> series.points().stream())
                .flatMapToDouble(point -> DoubleStream.of(point.low(), point.high()));
    }

    private static double[] withLimits(double low, double high, List<Double> bounds) {
        double values = Math.max(high - low, Math.abs(high) * LEAST_PART);
        double[] ends = {low, high};
        for (double bound : bounds) {
            double lowest = Math.min(ends[0], bound);
            double highest = Math.max(ends[1], bound);
            if (values >= LEAST_PART * (highest - lowest)) {
                ends[0] = lowest;
                ends[1] = highest;
            }
        }
        return ends;
    }

    /** Returns the scale of values as measured. */
    Scale scale(double start, double end) {
        return new Scale(ticks.low() / unit.factor(), ticks.high() / unit.factor(), start, end);
    }
}
