/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.threshold.Episode;
import org.nscacheck.threshold.Level;

/** Works out where everything of a chart lies. */
final class Plotter {

    private static final double LEFT = 76;
    private static final double RIGHT = 712;
    private static final double TOP = 8;
    private static final double BOTTOM = 200;
    private static final double LANES = 226;
    private static final double LANE = 8;
    private static final double LEAST_WIDTH = 1.5;

    private static final Map<Level, String> STYLES =
            Map.of(Level.WARNING, "warning", Level.FAILURE, "critical", Level.UNKNOWN, "unknown");

    private final Chart chart;
    private final Series series;
    private final List<Zone> zones;
    private final ValueAxis axis;
    private final Paths paths;

    Plotter(Chart chart) {
        this.chart = chart;
        this.series = chart.series();
        this.zones = Zone.of(chart.limits());
        this.axis = ValueAxis.of(chart, zones);
        this.paths = new Paths(chart.span().scale(LEFT, RIGHT), axis.scale(BOTTOM, TOP));
    }

    Plot plot() {
        return new Plot(
                new Plot.Paths(paths.line(series), paths.band(series), paths.line(chart.before())),
                zones.stream().map(this::box).toList(),
                chart.episodes().stream().map(this::lane).toList(),
                values(),
                times(),
                new Plot.Words(summary(), Zone.words(chart.limits(), axis.unit())),
                rows());
    }

    private Plot.Box box(Zone zone) {
        double top = paths.value().at(zone.high());
        double bottom = paths.value().at(zone.low());
        return new Plot.Box(zone.level(), number(LEFT), number(top), number(RIGHT - LEFT), number(bottom - top));
    }

    private Plot.Box lane(Episode episode) {
        double from = paths.time().at((double) episode.from().toEpochMilli());
        double to = paths.time().at((double) episode.to().toEpochMilli());
        boolean isWarning = episode.level() == Level.WARNING;
        return new Plot.Box(
                STYLES.getOrDefault(episode.level(), "unknown"),
                number(from),
                number(isWarning ? LANES : LANES + LANE + 2),
                number(Math.max(LEAST_WIDTH, to - from)),
                number(LANE));
    }

    private List<Plot.Mark> values() {
        return axis.ticks().all().stream()
                .map(tick -> new Plot.Mark(
                        paths.y(tick.doubleValue() / axis.unit().factor()),
                        axis.unit().shown(tick)))
                .toList();
    }

    private List<Plot.Mark> times() {
        return TimeTicks.of(chart.span()).stream()
                .map(tick ->
                        new Plot.Mark(number(paths.time().at((double) tick.at().toEpochMilli())), tick.text()))
                .toList();
    }

    private String summary() {
        if (series.points().isEmpty()) {
            return "Nothing was measured in this time.";
        }
        DisplayUnit unit = axis.unit();
        double low = series.points().stream().mapToDouble(Point::low).min().orElse(0);
        double high = series.points().stream().mapToDouble(Point::high).max().orElse(0);
        double last = series.points().get(series.points().size() - 1).mean();
        return "Lowest " + unit.text(low) + ", highest " + unit.text(high) + ", last " + unit.text(last) + ".";
    }

    private List<Plot.Row> rows() {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH)
                .withZone(chart.span().zone());
        DisplayUnit unit = axis.unit();
        List<Plot.Row> rows = new ArrayList<>();
        for (Point point : series.points()) {
            rows.add(new Plot.Row(
                    format.format(point.at()),
                    unit.text(point.mean()),
                    unit.text(point.low()),
                    unit.text(point.high()),
                    paths.x(point),
                    paths.y(point.mean())));
        }
        return rows;
    }

    private static String number(double coordinate) {
        return Paths.number(coordinate);
    }
}
