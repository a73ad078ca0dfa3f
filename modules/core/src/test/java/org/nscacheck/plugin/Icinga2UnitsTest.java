/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.plugin.reader.Icinga2Reader;
import org.nscacheck.plugin.reader.NagiosOutput;
import org.nscacheck.plugin.reader.ReadMetric;
import org.nscacheck.plugin.reader.RealIcinga2;
import org.nscacheck.testkit.matrix.Row;

/** The installed Icinga 2 has the last word on its table of units. It is started once, for all of them. */
class Icinga2UnitsTest {

    private static final List<Uom> LABELS = List.of(
                    "G",
                    "M",
                    "K",
                    "T",
                    "k",
                    "m",
                    "t",
                    "S",
                    "Ms",
                    "mb",
                    "rpm",
                    "req/s",
                    "m3",
                    "CO2",
                    "m³",
                    "€",
                    "%RH",
                    "errors",
                    "E",
                    "e",
                    "conn_per_sec",
                    "件")
            .stream()
            .map(Uom::of)
            .toList();

    private static final OutputFormat ROOMY = OutputFormat.NSCA.withMaxBytes(20_000);

    @TempDir
    private static Path directory;

    /** What it reads of the known units, of labels, of labels as they came, and of the corpus. */
    private static List<List<ReadMetric>> read;

    @BeforeAll
    static void readAllAtOnce() throws Exception {
        List<String> outputs = new ArrayList<>();
        outputs.add(render(metrics(Uom.known()), UnitRule.ICINGA2));
        outputs.add(render(metrics(LABELS), UnitRule.ICINGA2));
        outputs.add(render(metrics(LABELS), UnitRule.ANY));
        Corpus.read().forEach(output -> outputs.add(render(output, UnitRule.ICINGA2)));
        read = new RealIcinga2(directory).read(outputs);
        assertThat(read).hasSameSizeAs(outputs);
    }

    private static String render(Corpus.Case output, UnitRule units) {
        PluginOutput.Parsed parsed = PluginOutput.parse(output.output());
        return PluginOutput.render(
                        parsed.message(), parsed.longOutput(), parsed.perfData(), OutputFormat.NSCA.withUnits(units))
                .text();
    }

    private static String render(PerfData perfData, UnitRule units) {
        return PluginOutput.render("m", "", perfData, ROOMY.withUnits(units)).text();
    }

    private static PerfData metrics(List<Uom> units) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            metrics.add(new Metric(
                    "u" + i, new BigDecimal("2.5"), units.get(i), Range.upTo(3), null, null, BigDecimal.TEN));
        }
        return new PerfData(metrics, List.of());
    }

    @Test
    @Row(
            value = "B11",
            done = "the real Icinga 2 reads each known unit as it is meant, and no value is lost or misread")
    void readsEachKnownUnitAsItIsMeant() {
        assertThat(read.get(0)).hasSameSizeAs(Uom.known());
        SoftAssertions.assertSoftly(softly -> {
            for (int i = 0; i < Uom.known().size(); i++) {
                Uom unit = Uom.known().get(i);
                ReadMetric metric = read.get(0).get(i);
                String expected = ReceiversReadTheSameTest.icingaUnit(unit);
                double factor = expected.isEmpty()
                        ? 1
                        : unit.toBase(BigDecimal.ONE).doubleValue() / (expected.equals("watt-hours") ? 3600 : 1);
                softly.assertThat(metric.unit()).as(unit.symbol()).isEqualTo(expected);
                assertClose(softly, metric.value(), 2.5 * factor, unit);
                assertClose(softly, number(metric.warn()), 3 * factor, unit);
                assertClose(softly, number(metric.max()), unit.equals(Uom.PERCENT) ? Double.NaN : 10 * factor, unit);
            }
        });
    }

    private static double number(String text) {
        return text == null ? Double.NaN : Double.parseDouble(text);
    }

    private static void assertClose(SoftAssertions softly, double read, double expected, Uom unit) {
        if (Double.isNaN(expected)) {
            softly.assertThat(read).as(unit.symbol()).isNaN();
        } else {
            softly.assertThat(read).as(unit.symbol()).isCloseTo(expected, Percentage.withPercentage(1e-9));
        }
    }

    @Test
    void readsTheValueOfALabelAsItIs() {
        assertThat(read.get(1)).hasSameSizeAs(LABELS).allSatisfy(metric -> {
            assertThat(metric.value()).isEqualTo(2.5);
            assertThat(metric.unit()).isEmpty();
            assertThat(metric.warn()).isEqualTo("3.0");
        });
    }

    /** The reason why no label is written for it. */
    @Test
    void wouldMisreadLabelsOrLoseTheirValues() {
        List<ReadMetric> asTheyCame = read.get(2);

        assertThat(asTheyCame).as("m3 and CO2 are lost").hasSize(LABELS.size() - 2);
        assertThat(metric(asTheyCame, "G").unit()).isEqualTo("grams");
        assertThat(metric(asTheyCame, "M").value()).isEqualTo(150);
        assertThat(metric(asTheyCame, "m").unit()).isEqualTo("seconds");
        assertThat(metric(asTheyCame, "K").unit()).isEqualTo("degrees-kelvin");
        assertThat(metric(asTheyCame, "T").value()).isEqualTo(2_500_000);
        assertThat(metric(asTheyCame, "rpm").unit()).isEmpty();
    }

    private static ReadMetric metric(List<ReadMetric> metrics, String unit) {
        String label = "u" + LABELS.indexOf(Uom.of(unit));
        return metrics.stream()
                .filter(metric -> metric.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsEachValueOfTheCorpusAsOurStandInDoes() {
        List<Corpus.Case> cases = Corpus.read();
        for (int i = 0; i < cases.size(); i++) {
            String text = render(cases.get(i), UnitRule.ICINGA2);
            List<ReadMetric> expected =
                    new Icinga2Reader().read(NagiosOutput.read(text).perfData());
            List<ReadMetric> metrics = read.get(3 + i);
            assertThat(metrics).as(cases.get(i).name()).hasSameSizeAs(expected);
            for (int j = 0; j < expected.size(); j++) {
                RealReceiversTest.assertSame(
                        metrics.get(j), expected.get(j), cases.get(i).name());
            }
        }
    }
}
