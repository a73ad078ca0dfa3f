/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.plugin.PluginOutput.Rendered;
import org.nscacheck.testkit.matrix.Row;

/** The rules of rendering, one by one. */
class RenderTest {

    private static final PerfData NONE = PerfData.none();

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\t \r\n\n"})
    @Row(value = "B01", done = "empty and blank messages are sent as (no output)")
    void anEmptyMessageGetsAText(String message) {
        assertThat(text(message, "", NONE)).isEqualTo("(no output)");
        assertThat(text(message, "more", PerfData.of(Metric.of("x", 1)))).isEqualTo("(no output)|x=1\nmore");
    }

    @Test
    void nullIsNothingGiven() {
        assertThat(PluginOutput.render(null, null, null, OutputFormat.NSCA).text())
                .isEqualTo("(no output)");
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10",
        "0:10, 10",
        "10:, 10:",
        "~:10, ~:10",
        "10:20, 10:20",
        "@10:20, @10:20",
        "@0:5, @5",
        "~:, ~:",
        "0:, 0:",
        "-5:-1, -5:-1",
        "1.50:2.0, 1.50:2.0"
    })
    void writesRangesInTheirShortestForm(String given, String sent) {
        Metric metric = new Metric("x", BigDecimal.ONE, Uom.NONE, Range.parse(given), Range.parse(given), null, null);
        assertThat(text("m", "", PerfData.of(metric))).isEqualTo("m|x=1;" + sent + ";" + sent);
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "0:10, 10", "10:, ''", "~:10, ''", "10:20, ''", "@10, ''", "-5:5, ''"})
    void leavesOutRangesWhereTheReceiverTakesPlainNumbersOnly(String given, String sent) {
        Metric metric = new Metric("x", BigDecimal.ONE, Uom.NONE, null, Range.parse(given), BigDecimal.ZERO, null);
        Rendered rendered = PluginOutput.render("m", "", PerfData.of(metric), OutputFormat.NSCA.withRangeLimits(false));
        assertThat(rendered.text()).isEqualTo("m|x=1;;" + sent + ";0");
    }

    @Test
    void dropsEmptyFieldsAtTheEndOnly() {
        BigDecimal one = BigDecimal.ONE;
        Range ten = Range.upTo(10);
        PerfData perfData = PerfData.of(
                new Metric("a", one, Uom.NONE, null, null, null, null),
                new Metric("b", one, Uom.SECONDS, ten, null, null, null),
                new Metric("c", one, Uom.MILLISECONDS, null, ten, null, null),
                new Metric("d", one, Uom.MICROSECONDS, null, null, one, null),
                new Metric("e", one, Uom.COUNTER, null, null, null, one),
                new Metric("f", one, Uom.KILOBYTES, ten, ten, one, one));
        assertThat(text("m", "", perfData)).isEqualTo("m|a=1 b=1s;10 c=1ms;;10 d=1us;;;1 e=1c;;;;1 f=1KB;10;10;1;1");
    }

    @ParameterizedTest
    @CsvSource({
        "GHz, GHz, GHz, -",
        "b/s, b/s, b/s, b",
        "V, V, V, V",
        "G, G, G, -",
        "m, m, m, -",
        "°C, C, C, C",
        "µs, us, us, us",
        "kΩ, kOhm, kOhm, kO",
        "min, min, min, m",
        "EB, EB, -, EB",
        "errors, errors, -, -",
        "MiB/s, MiB/s, MiB/s, MiB",
        "kBps, kBps, kBps, KB",
        "m³, -, -, -",
        "m3, m3, m3, -",
        "€, -, -, -",
        "%, %, %, %",
        "c, c, c, c"
    })
    @Row(value = "B11", done = "a unit is sent as the receiver reads it")
    void writesTheUnitThatTheReceiverTakes(String unit, String nagios, String shinken, String icinga) {
        assertUnit(unit, UnitRule.ANY, unit);
        assertUnit(unit, UnitRule.NAGIOS, nagios.equals("-") ? "" : nagios);
        assertUnit(unit, UnitRule.SHINKEN, shinken.equals("-") ? "" : shinken);
        assertUnit(unit, UnitRule.ICINGA2, icinga.equals("-") ? "" : icinga);
    }

    private static void assertUnit(String unit, UnitRule rule, String sent) {
        Metric metric =
                new Metric("x", new BigDecimal("2.9"), Uom.of(unit), Range.upTo(3), null, BigDecimal.ZERO, null);
        Rendered rendered = PluginOutput.render("m", "", PerfData.of(metric), OutputFormat.NSCA.withUnits(rule));
        String bounds = unit.equals("%") ? "" : ";;0";
        assertThat(rendered.text().lines().findFirst())
                .as("%s: %s", rule, unit)
                .contains("m|x=2.9" + sent + ";3" + bounds);
        if (sent.equals(unit)) {
            assertThat(rendered.changes()).isEmpty();
        } else {
            assertThat(rendered.changes())
                    .containsExactly(
                            sent.isEmpty()
                                    ? "unit '" + unit + "' left out, the receiver does not take it: 'x'"
                                    : "unit '" + unit + "' sent as '" + sent + "': 'x'");
        }
    }

    @Test
    void namesAUnitOnceForAllItsMetrics() {
        Uom celsius = Uom.of("°C");
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            metrics.add(new Metric("t" + i, BigDecimal.ONE, celsius, null, null, null, null));
        }
        metrics.add(new Metric("price", BigDecimal.ONE, Uom.of("€"), null, null, null, null));
        metrics.add(new Metric("unknown", null, celsius, null, null, null, null));
        assertThat(render("m", "", new PerfData(metrics, List.of())).changes())
                .containsExactly(
                        "metric 'unknown' dropped: its value could not be determined",
                        "unit '°C' sent as 'C': 't0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9' and 2 more",
                        "unit '€' left out, the receiver does not take it: 'price'");
    }

    @Test
    void aPercentageHasNoBounds() {
        Metric metric = new Metric(
                "load", new BigDecimal(93), Uom.PERCENT, Range.upTo(80), null, BigDecimal.ZERO, new BigDecimal(100));
        assertThat(text("m", "", PerfData.of(metric))).isEqualTo("m|load=93%;80");
    }

    @Test
    @Row(value = "B07", done = "plain decimals with a dot, in a Turkish locale")
    void writesNumbersWithoutExponent() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tiny", 1e-9);
        values.put("small", 1e-5f);
        values.put("big", 1.0E10);
        values.put("zero", -0.0);
        values.put("half", 0.5);
        values.put("money", new BigDecimal("5.00"));
        values.put("scaled", new BigDecimal("1E+3"));
        values.put("counter", new BigDecimal("18446744073709551615"));
        assertThat(text("m", "", PerfData.of(values)))
                .isEqualTo("m|tiny=0.000000001 small=0.00001 big=10000000000 zero=0 half=0.5 money=5.00 scaled=1000"
                        + " counter=18446744073709551615");
        assertThat(text("m", "", PerfData.of(Metric.of("x", 1e308)))).hasSize("m|x=".length() + 309);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "fr-FR", "ar-EG-u-nu-arab", "fa-IR", "tr-TR", "hi-IN-u-nu-deva"})
    @Row(value = "B07", done = "the same digits in French, Arabic, Persian, Turkish and Hindi")
    void writesNumbersTheSameInEveryLocale(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            PerfData perfData = PerfData.of(Metric.of("big", 1234567.891), Metric.of("tiny", 1e-9));
            assertThat(text("m", "", perfData)).isEqualTo("m|big=1234567.891 tiny=0.000000001");
            assertThat(PluginOutput.parse("m|x=1234.5;~:10").perfData().metrics())
                    .containsExactly(
                            new Metric("x", new BigDecimal("1234.5"), Uom.NONE, Range.parse("~:10"), null, null, null));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, m", "1, m|a0=0", "2, m|a0=0 a1=1"})
    @Row(value = "B09", done = "0, 1 and 2, a single blank between them")
    void separatesMetricsByOneBlank(int count, String sent) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            metrics.add(Metric.of("a" + i, i));
        }
        assertThat(text("m", "", new PerfData(metrics, List.of()))).isEqualTo(sent);
    }

    @Test
    void quotesLabelsWithBlanksOnly() {
        assertThat(text("m", "", PerfData.of(Metric.of("a b", 1), Metric.of("/c-d", 2))))
                .isEqualTo("m|'a b'=1 /c-d=2");
    }

    @Test
    @Row(value = "B08", done = "what was changed is named in the output")
    void namesALabelItHadToChange() {
        Rendered rendered = render("m", "", PerfData.of(Metric.of("a=b", 1)));
        assertThat(rendered.text()).isEqualTo("m|a_b=1\n[nscacheck] metric 'a=b' sent as 'a_b'");
        assertThat(rendered.changes()).containsExactly("metric 'a=b' sent as 'a_b'");
    }

    @Test
    @Row(value = "B07", done = "what has no value is left out and named, or U where the receiver reads that")
    void leavesOutAndNamesAMetricWithoutValue() {
        PerfData perfData =
                PerfData.of(new Metric("x", null, Uom.BYTES, Range.upTo(1), null, null, null), Metric.of("y", 1));
        assertThat(text("m", "", perfData))
                .isEqualTo("m|y=1\n[nscacheck] metric 'x' dropped: its value could not be determined");
        assertThat(PluginOutput.render("m", "", perfData, OutputFormat.NSCA.withUndetermined(true))
                        .text())
                .isEqualTo("m|x=U;1 y=1");
    }

    @Test
    void namesWhatCouldNotBeReadBelowTheLongOutput() {
        PerfData perfData = PerfData.of(Map.of("x", Double.NaN));
        assertThat(text("m", "first\nsecond", perfData))
                .isEqualTo("m\nfirst\nsecond\n[nscacheck] metric 'x': value NaN is not a finite number");
    }

    @Test
    void aFaultCannotStartPerformanceDataOrALine() {
        PerfData perfData = new PerfData(List.of(), List.of("a\n[1] SHUTDOWN_PROGRAM |x=1"));
        assertThat(text("m", "", perfData)).isEqualTo("m\n[nscacheck] a [1] SHUTDOWN_PROGRAM ¦x=1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "a|b=1, a¦b=1",
                "a\\|b, a\\¦b",
                "\"a\tb\", a b",
                "a;b, a;b",
                "<b>a</b>, <b>a</b>",
                "a\\nb, a\\nb",
                "100%, 100%",
                "[123] SHUTDOWN_PROGRAM, [123] SHUTDOWN_PROGRAM"
            })
    @Row(value = "B05", done = "nothing of it is read as structure")
    void keepsTheMessageFromBeingReadAsStructure(String message, String sent) {
        assertThat(text(message, "", NONE)).isEqualTo(sent);
    }

    @Test
    @Row(value = "B04", done = "controls and half characters are replaced")
    void replacesControlsAndLoneSurrogates() {
        Rendered rendered = render("a\0b\u001b[31mc\u0017d\u007fe\ud800f😀", "", NONE);
        assertThat(rendered.text()).isEqualTo("a�b�[31mc�d�e�f😀");
        assertThat(rendered.changes()).containsExactly("characters of the text replaced that receivers cannot read");
    }

    @Test
    void leavesMarksOfWritingDirectionAlone() {
        assertThat(text("a\u202eb\u200f", "", NONE)).isEqualTo("a\u202eb\u200f");
    }

    @Test
    void movesLinesOfTheMessageToTheLongOutput() {
        assertThat(text("\n one \r\n  two\rthree\u2028four\n\n", "five\n\n six \n", PerfData.of(Metric.of("x", 1))))
                .isEqualTo("one|x=1\n  two\nthree\nfour\nfive\n\n six");
    }

    @Test
    @Row(value = "B06", done = "it stays text")
    void aCommandInAMessageStaysText() {
        assertThat(text("OK\n[123] SHUTDOWN_PROGRAM", "", NONE)).isEqualTo("OK\n[123] SHUTDOWN_PROGRAM");
        assertThat(PluginOutput.render("OK\n[123] SHUTDOWN_PROGRAM", "", NONE, OutputFormat.NSCA_SHORT)
                        .text())
                .isEqualTo("OK / [123] SHUTDOWN_PROGRAM");
    }

    @Test
    void joinsAllLinesWhereOnlyOneIsTaken() {
        PerfData perfData = PerfData.of(Metric.of("a=b", 1));
        assertThat(PluginOutput.render("one\ntwo", "three\n\nfour", perfData, OutputFormat.NSCA_SHORT)
                        .text())
                .isEqualTo("one / two / three / four / [nscacheck] metric 'a=b' sent as 'a_b'|a_b=1");
    }

    @Test
    void separatesABackslashFromTheBar() {
        assertThat(text("C:\\", "", PerfData.of(Metric.of("x", 1)))).isEqualTo("C:\\ |x=1");
    }

    @Test
    @Row(value = "B03", done = "the cut is at a character and marked")
    void cutsTextAtACharacterAndMarksIt() {
        OutputFormat format = OutputFormat.NSCA.withMaxBytes(64);
        Rendered rendered = PluginOutput.render("€".repeat(30), "", NONE, format);
        assertThat(rendered.text()).isEqualTo("€".repeat(16) + "… (truncated)");
        assertThat(rendered.changes()).containsExactly("message cut, only 64 bytes can be sent");
        assertThat(PluginOutput.render("x".repeat(64), "", NONE, format).text()).isEqualTo("x".repeat(64));
    }

    @Test
    void marksTextThatWentOnBehindManyBlanks() {
        OutputFormat format = OutputFormat.NSCA.withMaxBytes(64);
        assertThat(PluginOutput.render("a" + " ".repeat(100) + "b", "", NONE, format)
                        .text())
                .isEqualTo("a… (truncated)");
    }

    @Test
    void cutsLongOutputBeforeTheMessageAndTheMessageBeforeMetrics() {
        PerfData perfData = PerfData.of(Metric.of("first", 1), Metric.of("second", 2));
        OutputFormat format = OutputFormat.NSCA.withMaxBytes(100);

        assertThat(PluginOutput.render("message", "long ".repeat(100), perfData, format)
                        .text())
                .isEqualTo("message|first=1 second=2\n" + "long ".repeat(12).strip() + "… (truncated)");
        assertThat(PluginOutput.render("message ".repeat(20), "long", perfData, format)
                        .text())
                .isEqualTo("message ".repeat(8) + "mes… (truncated)|first=1 second=2");
    }

    @Test
    void saysWhenLongOutputHadNoRoomAtAll() {
        OutputFormat format = OutputFormat.NSCA.withMaxBytes(64);
        Rendered rendered = PluginOutput.render("m".repeat(60), "long output", NONE, format);
        assertThat(rendered.text()).isEqualTo("m".repeat(60));
        assertThat(rendered.changes()).containsExactly("long output left out, no room in 64 bytes");
    }

    @Test
    @Row(value = "B09", done = "of 500 those that fit are sent, the others counted in a note")
    void dropsWholeMetricsThatDoNotFitAndCountsThem() {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            metrics.add(Metric.of("metric-number-" + i, i));
        }
        Rendered rendered = render("500 queues", "details", new PerfData(metrics, List.of()));

        List<Metric> sent = PluginOutput.parse(rendered.text()).perfData().metrics();
        assertThat(metrics).startsWith(sent.toArray(Metric[]::new));
        assertThat(rendered.text()).startsWith("500 queues|metric-number-0=0 ");
        int dropped = 500 - sent.size();
        assertThat(rendered.changes())
                .singleElement()
                .asString()
                .startsWith(dropped + " of 500 metrics dropped, no room in 4095 bytes: 'metric-number-" + sent.size()
                        + "', ")
                .endsWith(" and " + (dropped - 10) + " more");
        assertThat(rendered.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4000, 4095);
    }

    @Test
    void aMetricTooLongDoesNotKeepOthersOut() {
        OutputFormat format = OutputFormat.NSCA.withMaxBytes(100);
        Rendered rendered =
                PluginOutput.render("m", "", PerfData.of(Metric.of("huge", 1e300), Metric.of("x", 1)), format);
        assertThat(rendered.text()).startsWith("m|x=1\n");
        assertThat(rendered.changes()).containsExactly("1 of 2 metrics dropped, no room in 100 bytes: 'huge'");
    }

    @Test
    void theMessageKeepsAnEighthOfTheRoom() {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            metrics.add(Metric.of("m" + i, i));
        }
        String text = PluginOutput.render(
                        "x".repeat(1000), "", new PerfData(metrics, List.of()), OutputFormat.NSCA_SHORT)
                .text();
        assertThat(text.indexOf('|')).isGreaterThanOrEqualTo(511 / 8);
        assertThat(text).startsWith("x".repeat(511 / 8 - 15));
    }

    @Test
    void notesShareTheRoomWithTheLongOutput() {
        PerfData perfData = new PerfData(List.of(), List.of("one", "two", "x".repeat(300)));
        String text = PluginOutput.render("m", "long ".repeat(100), perfData, OutputFormat.NSCA.withMaxBytes(200))
                .text();
        assertThat(text).startsWith("m\nlong long").endsWith("… (truncated)\n[nscacheck] one\n[nscacheck] two");
    }

    @Test
    void aFormatTooSmallForAnyOutputIsRefused() {
        assertThatThrownBy(() -> OutputFormat.NSCA.withMaxBytes(63))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("63");
        assertThat(OutputFormat.NSCA.withMultiLine(false).multiLine()).isFalse();
    }

    private static String text(String message, String longOutput, PerfData perfData) {
        return render(message, longOutput, perfData).text();
    }

    private static Rendered render(String message, String longOutput, PerfData perfData) {
        return PluginOutput.render(message, longOutput, perfData, OutputFormat.NSCA);
    }
}
