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
    private static final Receiver ICINGA2 = new Receiver(new Icinga2Reader(), UnitRule.ICINGA2);
    private static final Receiver PNP = new Receiver(new Pnp4NagiosReader(), UnitRule.NAGIOS);
    private static final Receiver SHINKEN = new Receiver(new ShinkenReader(), UnitRule.SHINKEN);
    private static final Receiver MONITORING_PLUGIN = new Receiver(new MonitoringPluginReader(), UnitRule.NAGIOS);

    /** Who reads, and how units are written for it. */
    private record Receiver(PerfDataReader reader, UnitRule units) {}

    @Test
    void icinga2ReadsTheSameMetrics() {
        eachReads(ICINGA2, ReceiversReadTheSameTest::inIcinga2);
    }

    @Test
    void pnp4NagiosReadsTheSameMetrics() {
        eachReads(PNP, ReceiversReadTheSameTest::asText);
    }

    @Test
    void shinkenReadsTheSameMetrics() {
        eachReads(SHINKEN, ReceiversReadTheSameTest::inShinken);
    }

    @Test
    void monitoringPluginReadsTheSameMetrics() {
        eachReads(MONITORING_PLUGIN, ReceiversReadTheSameTest::inMonitoringPlugin);
    }

    @Test
    @Row(value = "B05", done = "nasty texts change no metric as four receivers read it")
    void hostileTextChangesNoMetric() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String message = HostileOutputTest.text(random, 60);
            String longOutput = HostileOutputTest.text(random, 60);
            List<Metric> metrics = new MetricGenerator(seed).harmful(6);
            OutputFormat format = ROOMY.withMultiLine(random.nextBoolean());
            for (Receiver receiver : List.of(ICINGA2, PNP, SHINKEN, MONITORING_PLUGIN)) {
                String text = PluginOutput.render(
                                message, longOutput, new PerfData(metrics, List.of()), format.withUnits(receiver.units))
                        .text();
                assertThat(receiver.reader.read(NagiosOutput.read(text).perfData()))
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
            String text = PluginOutput.render(
                            "a;b <b>ü</b>", "one\n  two\n\nthree", perfData, ROOMY.withUnits(UnitRule.ANY))
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
            OutputFormat format =
                    OutputFormat.NSCA.withMaxBytes(64 + (int) (seed % 600)).withUnits(UnitRule.ANY);
            String text =
                    PluginOutput.render("x".repeat(50), "", perfData, format).text();
            List<Metric> read = PluginOutput.parse(text).perfData().metrics();
            assertThat(read)
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(
                            perfData.metrics().stream().filter(read::contains).toList());
        }
    }

    private static void eachReads(Receiver receiver, Function<Metric, ReadMetric> expected) {
        for (long seed = 0; seed < SEEDS; seed++) {
            MetricGenerator generator = new MetricGenerator(seed);
            reads(receiver, expected, generator.harmless(12), "seed " + seed);
            reads(receiver, expected, generator.harmful(12), "harmful, seed " + seed);
        }
    }

    private static void reads(
            Receiver receiver, Function<Metric, ReadMetric> expected, List<Metric> metrics, String seed) {
        OutputFormat format = ROOMY.withUnits(receiver.units);
        String text = PluginOutput.render("message", "more", new PerfData(metrics, List.of()), format)
                .text();
        NagiosOutput output = NagiosOutput.read(text);
        assertThat(output.shortText()).as(seed).isEqualTo("message");
        assertThat(output.longText()).as(seed).startsWith("more");
        assertThat(receiver.reader.read(output.perfData()))
                .as("%s: %s", seed, text)
                .containsExactlyElementsOf(metrics.stream().map(expected).toList());
    }

    private static ReadMetric asText(Metric metric) {
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue(),
                word(metric.uom()),
                text(metric.warn()),
                text(metric.crit()),
                text(metric.min()),
                text(metric.max()));
    }

    private static ReadMetric inShinken(Metric metric) {
        boolean percent = metric.uom().equals(Uom.PERCENT);
        String unit = word(metric.uom());
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue(),
                unit.matches("[eE].*") ? "" : unit,
                plain(metric.warn(), 1),
                plain(metric.crit(), 1),
                percent ? "0.0" : number(metric.min(), 1),
                percent ? "100.0" : number(metric.max(), 1));
    }

    private static ReadMetric inMonitoringPlugin(Metric metric) {
        ReadMetric read = asText(metric);
        // It knows no slash either: the unit ends there, and so does the metric.
        int slash = read.unit().indexOf('/');
        boolean warnEnds = slash >= 0 || (metric.warn() != null && metric.warn().inside());
        boolean critEnds = warnEnds || (metric.crit() != null && metric.crit().inside());
        return new ReadMetric(
                read.label(),
                read.value(),
                slash < 0 ? read.unit() : read.unit().substring(0, slash),
                warnEnds ? null : read.warn(),
                critEnds ? null : read.crit(),
                critEnds ? null : read.min(),
                critEnds ? null : read.max());
    }

    private static ReadMetric inIcinga2(Metric metric) {
        String unit = icingaUnit(metric.uom());
        double factor = unit.isEmpty() ? 1 : metric.uom().toBase(BigDecimal.ONE).doubleValue();
        if (unit.equals("watt-hours")) {
            factor /= 3600;
        }
        return new ReadMetric(
                cleaned(metric.label()),
                metric.value().doubleValue() * factor,
                unit,
                plain(metric.warn(), factor),
                plain(metric.crit(), factor),
                number(metric.min(), factor),
                number(metric.max(), factor));
    }

    static String icingaUnit(Uom uom) {
        return switch (uom.kind()) {
            case TIME -> "seconds";
            case PERCENT -> "percent";
            case BYTES, BYTES_PER_SECOND -> "bytes";
            case BITS, BITS_PER_SECOND -> "bits";
            case VOLTAGE -> "volts";
            case CURRENT -> "amperes";
            case POWER -> "watts";
            case RESISTANCE -> "ohms";
            case ENERGY -> "watt-hours";
            case CHARGE -> "ampere-seconds";
            case CELSIUS -> "degrees-celsius";
            case FAHRENHEIT -> "degrees-fahrenheit";
            case MASS -> "grams";
            case VOLUME -> "liters";
            case LUMINOUS_FLUX -> "lumens";
            case SIGNAL_POWER -> "decibel-milliwatts";
            case PACKETS -> "packets";
            case NUMBER, COUNTER, FREQUENCY, LABEL -> "";
        };
    }

    /** The unit in letters, digits, {@code _}, {@code /} and {@code %}, once more and in another way. */
    private static String word(Uom uom) {
        String symbol = uom.symbol();
        if (uom.kind() != Uom.Kind.LABEL) {
            symbol = symbol.replaceAll("[\u00b5\u03bc]", "u")
                    .replaceAll("[\u03a9\u2126]", "Ohm")
                    .replace("\u2103", "C")
                    .replace("\u2109", "F")
                    .replace("°", "");
        }
        return symbol.matches("[\\w/%]*") ? symbol : "";
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
