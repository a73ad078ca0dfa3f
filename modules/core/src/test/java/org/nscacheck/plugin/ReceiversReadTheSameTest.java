/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.plugin.reader.Icinga2Reader;
import org.nscacheck.plugin.reader.MonitoringPluginReader;
import org.nscacheck.plugin.reader.NagiosOutput;
import org.nscacheck.plugin.reader.PerfDataReader;
import org.nscacheck.plugin.reader.Pnp4NagiosReader;
import org.nscacheck.plugin.reader.ReadMetric;
import org.nscacheck.plugin.reader.ShinkenReader;
import org.nscacheck.testkit.matrix.Row;

/** As many metrics as go in come out of each receiver, with the same values. */
class ReceiversReadTheSameTest {

    private static final int SEEDS = 3_000;
    private static final OutputFormat ROOMY = OutputFormat.NSCA.withMaxBytes(20_000);

    @Test
    void icinga2ReadsTheSameMetrics() {
        eachReads(new Icinga2Reader(), ReceiversReadTheSameTest::inIcinga2);
    }

    @Test
    void pnp4NagiosReadsTheSameMetrics() {
        eachReads(new Pnp4NagiosReader(), ReceiversReadTheSameTest::asText);
    }

    @Test
    void shinkenReadsTheSameMetrics() {
        eachReads(new ShinkenReader(), ReceiversReadTheSameTest::inShinken);
    }

    @Test
    void monitoringPluginReadsTheSameMetrics() {
        eachReads(new MonitoringPluginReader(), ReceiversReadTheSameTest::inMonitoringPlugin);
    }

    @Test
    @Row(value = "B05", done = "nasty texts change no metric as four receivers read it")
    void hostileTextChangesNoMetric() {
        List<PerfDataReader> readers =
                List.of(new Icinga2Reader(), new Pnp4NagiosReader(), new ShinkenReader(), new MonitoringPluginReader());
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String message = HostileOutputTest.text(random, 60);
            String longOutput = HostileOutputTest.text(random, 60);
            List<Metric> metrics = new MetricGenerator(seed).harmful(6);
            OutputFormat format = ROOMY.withMultiLine(random.nextBoolean());
            String text = PluginOutput.render(message, longOutput, new PerfData(metrics, List.of()), format)
                    .text();
            String perfData = NagiosOutput.read(text).perfData();
            for (PerfDataReader reader : readers) {
                assertThat(reader.read(perfData))
                        .as("seed %s: %s", seed, text)
                        .extracting(ReadMetric::label)
                        .containsExactlyElementsOf(metrics.stream()
                                .map(metric -> cleaned(metric.label()))
                                .toList());
            }
        }
    }

    @Test
    @Row(value = "B05", done = "what is written reads back")
    void ourOwnParserReadsTheSameResult() {
        for (long seed = 0; seed < SEEDS; seed++) {
            PerfData perfData = new PerfData(new MetricGenerator(seed).harmless(12), List.of());
            String text = PluginOutput.render("a;b <b>ü</b>", "one\n  two\n\nthree", perfData, ROOMY)
                    .text();
            assertThat(PluginOutput.parse(text))
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(new PluginOutput.Parsed("a;b <b>ü</b>", "one\n  two\n\nthree", perfData));
        }
    }

    @Test
    void metricsThatFitAreReadWholeWhateverTheRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            PerfData perfData = new PerfData(new MetricGenerator(seed).harmless(12), List.of());
            OutputFormat format = OutputFormat.NSCA.withMaxBytes(64 + (int) (seed % 600));
            String text =
                    PluginOutput.render("x".repeat(50), "", perfData, format).text();
            List<Metric> read = PluginOutput.parse(text).perfData().metrics();
            assertThat(read)
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(
                            perfData.metrics().stream().filter(read::contains).toList());
        }
    }

    private static void eachReads(PerfDataReader reader, Function<Metric, ReadMetric> expected) {
        for (long seed = 0; seed < SEEDS; seed++) {
            MetricGenerator generator = new MetricGenerator(seed);
            reads(reader, expected, generator.harmless(12), "seed " + seed);
            reads(reader, expected, generator.harmful(12), "harmful, seed " + seed);
        }
    }

    private static void reads(
            PerfDataReader reader, Function<Metric, ReadMetric> expected, List<Metric> metrics, String seed) {
        String text = PluginOutput.render("message", "more", new PerfData(metrics, List.of()), ROOMY)
                .text();
        NagiosOutput output = NagiosOutput.read(text);
        assertThat(output.shortText()).as(seed).isEqualTo("message");
        assertThat(output.longText()).as(seed).startsWith("more");
        assertThat(reader.read(output.perfData()))
                .as("%s: %s", seed, text)
                .containsExactlyElementsOf(metrics.stream().map(expected).toList());
    }

    private static ReadMetric asText(Metric metric) {
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue(),
                metric.uom().symbol(),
                text(metric.warn()),
                text(metric.crit()),
                text(metric.min()),
                text(metric.max()));
    }

    private static ReadMetric inShinken(Metric metric) {
        boolean percent = metric.uom() == Uom.PERCENT;
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue(),
                metric.uom().symbol(),
                plain(metric.warn(), 1),
                plain(metric.crit(), 1),
                percent ? "0.0" : number(metric.min(), 1),
                percent ? "100.0" : number(metric.max(), 1));
    }

    private static ReadMetric inMonitoringPlugin(Metric metric) {
        ReadMetric read = asText(metric);
        boolean warnEnds = metric.warn() != null && metric.warn().inside();
        boolean critEnds = warnEnds || (metric.crit() != null && metric.crit().inside());
        return new ReadMetric(
                read.label(),
                read.value(),
                read.unit(),
                warnEnds ? null : read.warn(),
                critEnds ? null : read.crit(),
                critEnds ? null : read.min(),
                critEnds ? null : read.max());
    }

    private static ReadMetric inIcinga2(Metric metric) {
        double factor =
                switch (metric.uom()) {
                    case MILLISECONDS -> 1e-3;
                    case MICROSECONDS -> 1e-6;
                    case KILOBYTES -> 1e3;
                    case MEGABYTES -> 1e6;
                    case GIGABYTES -> 1e9;
                    case TERABYTES -> 1e12;
                    default -> 1;
                };
        String unit =
                switch (metric.uom()) {
                    case NONE, COUNTER -> "";
                    case SECONDS, MILLISECONDS, MICROSECONDS -> "seconds";
                    case PERCENT -> "percent";
                    default -> "bytes";
                };
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue() * factor,
                unit,
                plain(metric.warn(), factor),
                plain(metric.crit(), factor),
                number(metric.min(), factor),
                number(metric.max(), factor));
    }

    /** The documented cleaning, once more and in another way. */
    private static String cleaned(String label) {
        return label.replaceAll("[\\s\\u00a0]+", " ")
                .strip()
                .replaceAll("[='\"|;`&<>$\\\\\\x00-\\x1f\\ud800]", "_")
                .replace("::", "__");
    }

    private static @Nullable String text(@Nullable Range range) {
        return range == null ? null : range.toString();
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String plain(@Nullable Range range, double factor) {
        boolean plain = range != null && !range.inside() && range.end() != null && isZero(range.start());
        return plain ? number(range.end(), factor) : null;
    }

    private static boolean isZero(@Nullable BigDecimal number) {
        return number != null && number.signum() == 0;
    }

    private static @Nullable String number(@Nullable BigDecimal number, double factor) {
        return number == null ? null : String.valueOf(number.doubleValue() * factor);
    }
}
