/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.Metric;
import org.nscacheck.plugin.reader.Icinga2Reader;
import org.nscacheck.plugin.reader.NagiosOutput;
import org.nscacheck.plugin.reader.Pnp4NagiosReader;
import org.nscacheck.plugin.reader.ReadMetric;
import org.nscacheck.testkit.matrix.Row;

/** What some 280 outputs, well formed, sloppy and hostile, are read as and sent as; see corpus.txt. */
class CorpusTest {

    private static final OutputFormat NAGIOS = OutputFormat.NSCA;
    private static final OutputFormat ICINGA2 = OutputFormat.NSCA.withUnits(UnitRule.ICINGA2);

    static List<Corpus.Case> cases() {
        return Corpus.read();
    }

    @Test
    void hasEnoughCasesOfDifferentNames() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(200);
        assertThat(cases()).extracting(Corpus.Case::name).doesNotHaveDuplicates();
        assertThat(cases()).extracting(Corpus.Case::output).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Row(value = "B11", done = "the corpus of plugin outputs: each is read and sent as expected")
    void isReadAndSentAsExpected(Corpus.Case expected) {
        PluginOutput.Parsed read = PluginOutput.parse(expected.output());

        assertThat(read.message()).isEqualTo(expected.parsed().message());
        assertThat(read.longOutput()).isEqualTo(expected.parsed().longOutput());
        assertThat(read.perfData().metrics())
                .isEqualTo(expected.parsed().perfData().metrics());
        assertThat(read.perfData().faults())
                .isEqualTo(expected.parsed().perfData().faults());

        PluginOutput.Rendered nagios = render(read, NAGIOS);
        assertThat(firstLine(nagios)).isEqualTo(expected.sent("nagios"));
        assertThat(nagios.changes()).isEqualTo(expected.changes("note"));

        PluginOutput.Rendered icinga = render(read, ICINGA2);
        assertThat(firstLine(icinga)).isEqualTo(expected.sent("icinga"));
        assertThat(icinga.changes()).isEqualTo(expected.changes("icinga-note"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void losesNoValueOnItsWay(Corpus.Case output) {
        PluginOutput.Parsed read = PluginOutput.parse(output.output());
        List<Metric> metrics = read.perfData().metrics().stream()
                .filter(metric -> metric.value() != null)
                .toList();
        List<ReadMetric> pnp = new Pnp4NagiosReader().read(perfData(render(read, NAGIOS)));
        List<ReadMetric> icinga = new Icinga2Reader().read(perfData(render(read, ICINGA2)));

        assertThat(pnp).hasSameSizeAs(metrics);
        assertThat(icinga).hasSameSizeAs(metrics);
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            assertThat(pnp.get(i).value()).isEqualTo(metric.value().doubleValue());
            assertThat(pnp.get(i).unit()).isEqualTo(UnitRule.NAGIOS.symbol(metric.uom()));
            assertThat(icinga.get(i).value())
                    .isCloseTo(inIcinga(metric).doubleValue(), Percentage.withPercentage(1e-9));
        }
    }

    /** Icinga counts energy in watt hours. A unit that it has no symbol for scales nothing. */
    private static BigDecimal inIcinga(Metric metric) {
        if (UnitRule.ICINGA2.symbol(metric.uom()).isEmpty()) {
            return metric.value();
        }
        BigDecimal value = metric.uom().toBase(metric.value());
        return metric.uom().base().symbol().equals("Ws")
                ? value.divide(new BigDecimal(3600), MathContext.DECIMAL64)
                : value;
    }

    @Test
    void isReadTheSameInTurkey() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            cases().forEach(this::isReadAndSentAsExpected);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static PluginOutput.Rendered render(PluginOutput.Parsed read, OutputFormat format) {
        return PluginOutput.render(read.message(), read.longOutput(), read.perfData(), format);
    }

    private static String firstLine(PluginOutput.Rendered rendered) {
        return rendered.text().lines().findFirst().orElse("");
    }

    private static String perfData(PluginOutput.Rendered rendered) {
        return NagiosOutput.read(rendered.text()).perfData();
    }
}
