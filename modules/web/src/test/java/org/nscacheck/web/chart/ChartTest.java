/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.Range;
import org.nscacheck.Thresholds;
import org.nscacheck.Uom;
import org.nscacheck.threshold.Episode;
import org.nscacheck.threshold.Level;

class ChartTest {

    private static final Instant START = Instant.parse("2026-10-24T22:00:00Z");
    private static final Span DAY = new Span(START, START.plusSeconds(90_000), ZoneId.of("Europe/Berlin"));

    private static Series series(double... values) {
        List<Point> points = new ArrayList<>();
        for (double value : values) {
            points.add(new Point(START.plusSeconds(60L * points.size()), value, value, value));
        }
        return new Series(points);
    }

    @Test
    void ticksAreRoundAndEncloseTheValues() {
        assertThat(Ticks.around(3, 97, 5).all()).map(BigDecimal::intValue).containsExactly(0, 20, 40, 60, 80, 100);
        assertThat(Ticks.around(-0.3, 0.4, 5).all())
                .map(BigDecimal::doubleValue)
                .containsExactly(-0.4, -0.2, 0.0, 0.2, 0.4);
        assertThat(Ticks.around(7, 7, 5).all()).hasSizeBetween(2, 6);
    }

    @Test
    void valuesAreReadInAUnitOfTheirSize() {
        assertThat(DisplayUnit.of(Uom.BYTES, 1.5e9).text(1.5e9)).isEqualTo("1.5 GB");
        assertThat(DisplayUnit.of(Uom.MEGABYTES, 1500).text(1500)).isEqualTo("1.5 GB");
        assertThat(DisplayUnit.of(Uom.SECONDS, 0.25).text(0.25)).isEqualTo("250 ms");
        assertThat(DisplayUnit.of(Uom.PERCENT, 97).text(96.54321)).isEqualTo("96.54 %");
        assertThat(DisplayUnit.of(Uom.NONE, 0).text(0)).isEqualTo("0");
    }

    @Test
    void aDayThatIsLongerHasItsHoursWhereTheClockShowsThem() {
        assertThat(TimeTicks.of(DAY))
                .extracting(TimeTicks.Tick::text)
                .containsExactly("00:00", "04:00", "08:00", "12:00", "16:00", "20:00", "00:00");
        assertThat(TimeTicks.of(DAY).get(1).at()).isEqualTo(START.plusSeconds(5 * 3600));
    }

    @Test
    void aLineIsBrokenWhereValuesAreMissingAndACounterIsARate() {
        Series gap = new Series(List.of(
                series(1, 2).points().get(0),
                series(1, 2).points().get(1),
                new Point(START.plusSeconds(6000), 3, 3, 3)));
        assertThat(gap.pieces()).hasSize(2);
        assertThat(series(0, 60, 10, 70).rates().points())
                .extracting(Point::mean)
                .containsExactly(1.0, 1.0);
    }

    @Test
    void limitsAreZonesAndBadTimesAreLanes() {
        Thresholds limits = new Thresholds(Range.parse("80"), Range.parse("@95:100"));
        Episode bad = new Episode(Level.FAILURE, START, START.plusSeconds(45_000));
        Plot plot = new Chart(DAY, Uom.PERCENT, series(20, 90, 97), Series.EMPTY, limits, List.of(bad)).plot();
        assertThat(plot.words().limits()).isEqualTo("Warning below 0 % or above 80 %. Failure from 95 % to 100 %.");
        assertThat(plot.zones()).extracting(Plot.Box::style).containsExactly("warning", "warning", "critical");
        assertThat(plot.zones().get(1)).isEqualTo(new Plot.Box("warning", "76.0", "8.0", "636.0", "38.4"));
        assertThat(plot.lanes()).containsExactly(new Plot.Box("critical", "76.0", "236.0", "318.0", "8.0"));
        assertThat(plot.rows().get(2).mean()).isEqualTo("97 %");
    }
}
