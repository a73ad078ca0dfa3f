/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.util.List;
import org.nscacheck.Thresholds;
import org.nscacheck.Uom;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.admin.Overview;
import org.nscacheck.threshold.Episode;
import org.nscacheck.web.chart.Chart;
import org.nscacheck.web.chart.Plot;
import org.nscacheck.web.chart.Point;
import org.nscacheck.web.chart.Series;
import org.nscacheck.web.chart.Span;

/** Reads what a chart shows. */
record ChartReader(Overview overview, Actor actor, Span span) {

    /** As many as a person can tell apart in a picture, and read in a table. */
    private static final int POINTS = 180;

    private static final Duration WEEK = Duration.ofDays(7);

    /** Returns the chart of a metric, with the week before if that is wanted. */
    Plot plot(MetricSeries metric, Thresholds limits, List<Episode> episodes, boolean compared) {
        Uom unit = unit(metric);
        Series now = read(metric, unit, Duration.ZERO);
        Series before = compared ? read(metric, unit, WEEK) : Series.EMPTY;
        return new Chart(span, unit, now, before, limits, episodes).plot();
    }

    private Series read(MetricSeries metric, Uom unit, Duration ago) {
        List<Point> points =
                overview.values(actor, metric, span.from().minus(ago), span.to().minus(ago), POINTS).stream()
                        .map(point -> new Point(point.at(), point.lowest(), point.average(), point.highest()))
                        .toList();
        Series series = new Series(points).later(ago);
        return unit.kind() == Uom.Kind.COUNTER ? series.rates() : series;
    }

    /** A unit that this release does not take is left out. */
    static Uom unit(MetricSeries metric) {
        try {
            return Uom.of(metric.uom());
        } catch (IllegalArgumentException e) {
            return Uom.NONE;
        }
    }

    static String title(MetricSeries metric) {
        return metric.node().isEmpty() ? metric.label() : metric.label() + " on " + metric.node();
    }
}
