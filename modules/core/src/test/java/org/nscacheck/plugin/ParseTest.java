/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Uom;
import org.nscacheck.testkit.matrix.Row;

/** Reading the output of foreign plugins. */
class ParseTest {

    @Test
    void readsBothOp5Examples() {
        assertThat(PluginOutput.parse("TCP OK - 0.043 second response time on port 80"
                                + "|time=0.042824s;0.000000;0.000000;0.000000;10.000000\n")
                        .perfData())
                .isEqualTo(PerfData.of(new Metric(
                        "time",
                        new BigDecimal("0.042824"),
                        Uom.SECONDS,
                        Range.upTo(0),
                        Range.upTo(0),
                        BigDecimal.ZERO,
                        BigDecimal.TEN)));
        assertThat(perfData("time=0.218901s;;;0.000000 size=42236B;;;0"))
                .isEqualTo(PerfData.of(
                        new Metric("time", new BigDecimal("0.218901"), Uom.SECONDS, null, null, BigDecimal.ZERO, null),
                        new Metric("size", new BigDecimal(42236), Uom.BYTES, null, null, BigDecimal.ZERO, null)));
    }

    @Test
    void readsOutputOnSeveralLines() {
        PluginOutput.Parsed parsed = PluginOutput.parse(
                "DISK OK | /=1MB\r\nfirst line\n  | a table |\nlast line | /home=2MB\n/var=3MB /x=4MB\n");

        assertThat(parsed.message()).isEqualTo("DISK OK");
        assertThat(parsed.longOutput()).isEqualTo("first line\n  | a table |\nlast line");
        assertThat(parsed.perfData().metrics()).extracting(Metric::label).containsExactly("/", "/home", "/var", "/x");
        assertThat(parsed.perfData().faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \n ", "|", " | "})
    void readsNothingFromNothing(String output) {
        assertThat(PluginOutput.parse(output)).isEqualTo(new PluginOutput.Parsed("", "", PerfData.none()));
    }

    @Test
    void readsNothingFromNull() {
        assertThat(PluginOutput.parse(null)).isEqualTo(new PluginOutput.Parsed("", "", PerfData.none()));
    }

    @Test
    void takesABarWithoutEqualsSignForText() {
        assertThat(PluginOutput.parse("a | b")).isEqualTo(new PluginOutput.Parsed("a | b", "", PerfData.none()));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            'a b'=1       ^ a b
            'a=b'=1       ^ a=b
            'a = b'=1     ^ a = b
            'it''s'=1     ^ it's
            it's=1        ^ it's
            'open=1       ^ 'open
            a b=1         ^ a b
            a::b::c=1     ^ a::b::c
            0=1           ^ 0
            """)
    void readsLabels(String text, String label) {
        PerfData perfData = perfData(text.strip());
        assertThat(perfData.metrics()).containsExactly(Metric.of(label, 1));
    }

    @ParameterizedTest
    @CsvSource({"1e-05,0.00001", "1E3,1000", "+7,7", "-0.5,-0.5", ".5,0.5", "5.,5", "007,7"})
    void readsNumbers(String text, BigDecimal value) {
        assertThat(perfData("x=" + text).metrics()).containsExactly(Metric.of("x", value));
    }

    @Test
    void readsAnUndeterminedValue() {
        assertThat(perfData("x=U;1;2 't max'=Us;60;90 y=U°C").metrics())
                .containsExactly(
                        new Metric("x", null, Uom.NONE, Range.upTo(1), Range.upTo(2), null, null),
                        new Metric("t max", null, Uom.SECONDS, Range.upTo(60), Range.upTo(90), null, null),
                        new Metric("y", null, Uom.of("°C"), null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x= 45%;80 y=1", "'x'= 45%;80 y=1", "'x' = 45%;80% y=1", "x=45 %;80, y=1", "x=45%;80, y= 1"})
    void readsBlanksWithinAMetricAsTheyAreMeant(String text) {
        assertThat(perfData(text).metrics())
                .containsExactly(
                        new Metric("x", new BigDecimal(45), Uom.PERCENT, Range.upTo(80), null, null, null),
                        Metric.of("y", 1));
    }

    @Test
    void takesAWordBehindANumberForItsUnitOnlyWhereItCannotBeginALabel() {
        assertThat(perfData("used=45 % free=55 %").metrics())
                .extracting(Metric::label, metric -> metric.uom().symbol())
                .containsExactly(tuple("used", "%"), tuple("free", "%"));
        assertThat(perfData("a=1 MB;2 b=3 C drive=4 c=5 s").metrics())
                .extracting(Metric::label, metric -> metric.uom().symbol())
                .containsExactly(tuple("a", "MB"), tuple("b", ""), tuple("C drive", ""), tuple("c", "s"));
        assertThat(perfData("x= y=2").metrics()).containsExactly(Metric.of("y", 2));
    }

    @Test
    void takesTheFirstLineThatIsNotEmptyForTheMessage() {
        PluginOutput.Parsed parsed = PluginOutput.parse("\n \r\nOK - fine|x=1\n\nmore\n");
        assertThat(parsed).isEqualTo(new PluginOutput.Parsed("OK - fine", "more", PerfData.of(Metric.of("x", 1))));
    }

    @Test
    void takesSemicolonsAtTheEnd() {
        assertThat(perfData("x=1;;;;; y=2;;;;;;;").metrics()).containsExactly(Metric.of("x", 1), Metric.of("y", 2));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            x=1,5           ^ metric 'x': use a decimal point instead of the comma in '1,5'
            x=1,5%;10;20    ^ metric 'x': use a decimal point instead of the comma in '1,5%'
            x=2024-01-05    ^ metric 'x': value '2024-01-05' is not a number
            x=12:30:00      ^ metric 'x': value '12:30:00' is not a number
            x=3/10          ^ metric 'x': value '3/10' is not a number
            x=0x1F          ^ metric 'x': value '0x1F' is not a number
            x=1'234         ^ metric 'x': value '1'234' is not a number
            x=1e99999       ^ metric 'x': value '1e99999' is not a number
            x=Unknown       ^ metric 'x': value 'Unknown' is not a number
            x=              ^ metric 'x': value '' is not a number
            x=NaN           ^ metric 'x': value 'NaN' is not a number
            x=1.2.3         ^ metric 'x': '1.2.3' is not a number
            x=1e999         ^ metric 'x': value has more than 350 digits
            x=9e308         ^ metric 'x': value is larger than a double, receivers would read infinity
            x=1;2;3;4;5;6   ^ metric 'x': '1;2;3;4;5;6' has more than value, warn, crit, min and max
            =1              ^ metric '': a metric needs a label
            """)
    void saysWhyAMetricWasRefused(String text, String fault) {
        PerfData perfData = perfData(text + " other=1");
        assertThat(perfData.faults()).containsExactly(fault);
        assertThat(perfData.metrics()).containsExactly(Metric.of("other", 1));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            21°C         ^ 21     ^ °C
            2.9G         ^ 2.9    ^ G
            1838511.47b/s ^ 1838511.47 ^ b/s
            2.4GHz       ^ 2.4    ^ GHz
            3.3V         ^ 3.3    ^ V
            3EB          ^ 3      ^ EB
            1kB          ^ 1      ^ kB
            1e3m³        ^ 1000   ^ m³
            5CO2         ^ 5      ^ CO2
            5%%          ^ 5      ^ %%
            7req/s       ^ 7      ^ req/s
            """)
    @Row(value = "B11", done = "any unit of a plugin is read as it came")
    void readsAnyUnit(String text, BigDecimal value, String unit) {
        assertThat(perfData("x=" + text + ";1").metrics())
                .containsExactly(new Metric("x", value, Uom.of(unit), Range.upTo(1), null, null, null));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            x=1y=2       ^ metric 'x': unit 'y=2' has the character =, the value is kept without unit
            x=1a|b       ^ metric 'x': unit 'a|b' has the character |, the value is kept without unit
            x=1a,b       ^ metric 'x': unit 'a,b' has a comma, the value is kept without unit
            x=1,b        ^ metric 'x': unit ',b' would be read as a part of the number, the value is kept without unit
            """)
    void keepsAValueWhoseUnitCannotBeSent(String text, String fault) {
        PerfData perfData = perfData(text + " other=1");
        assertThat(perfData.faults()).containsExactly(fault);
        assertThat(perfData.metrics()).containsExactly(Metric.of("x", 1), Metric.of("other", 1));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            last_hour=20, last_day=31, users=3
            last_hour=20,last_day=31,users=3
            last_hour=20 , last_day=31 , users=3,
            last_hour=20,, last_day=31 , users=3
            'last_hour'=20,'last_day'=31,'users'=3
            'last_hour' = 20 , 'last_day'= 31 'users' =3
            """)
    void readsMetricsWithCommasBetween(String text) {
        assertThat(perfData(text).metrics())
                .extracting(Metric::label, metric -> metric.value().intValueExact())
                .containsExactly(tuple("last_hour", 20), tuple("last_day", 31), tuple("users", 3));
    }

    @Test
    void keepsAValueWhoseLimitsCannotBeRead() {
        PerfData perfData = perfData("x=1;a:b;20:10;low;U");
        assertThat(perfData.metrics()).containsExactly(Metric.of("x", 1));
        assertThat(perfData.faults())
                .containsExactly(
                        "metric 'x': warn ignored, 'a:b' is not a range: 'a' is not a number",
                        "metric 'x': crit ignored, '20:10' is not a range: range start 20 is above its end 10",
                        "metric 'x': min ignored, 'low' is not a number");
    }

    @Test
    void namesWhatIsNoMetric() {
        assertThat(perfData("x=1 rubbish").faults())
                .containsExactly("'rubbish' is not performance data: there is no =");
    }

    @Test
    void numbersTheLastOfMetricsWithOneLabel() {
        PerfData perfData = perfData("x=1 x=2 x=3");
        assertThat(perfData.metrics()).containsExactly(Metric.of("x", 1), Metric.of("x_2", 2), Metric.of("x_3", 3));
        assertThat(perfData.faults())
                .containsExactly("metric 'x' was given more than once, the last one is kept as 'x_3'");
    }

    @Test
    void aRefusedMetricDoesNotTakeTheLabel() {
        assertThat(perfData("x=nan x=2").metrics()).containsExactly(Metric.of("x", 2));
    }

    @Test
    void neverThrows() {
        String[] bits = {
            "|",
            "=",
            "'",
            "''",
            "'=",
            ";",
            ",",
            ":",
            "~",
            "@",
            "U",
            "1",
            "9e9",
            "-",
            ".",
            "%",
            "s",
            "°C",
            "/s",
            "KB",
            " ",
            "\n",
            "\r",
            "\t",
            "a",
            "\0",
            "\ud800",
            "\\",
            "e",
            "E999999999"
        };
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder("|");
            for (int left = random.nextInt(60); left > 0; left--) {
                text.append(bits[random.nextInt(bits.length)]);
            }
            String output = text.toString();
            Assertions.assertDoesNotThrow(() -> PluginOutput.parse(output), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x", "|", "=", "'", "''", "' ", "' ''=", "a=1 ", "a= ", "\n", "\n|=", "|a=1\n", "9", "|a=9e9", " ",
                "|a=1;", "''=", "a=1,", ",", "a=1 ,", "a= 1 ", "a=1 % ", "' =", "a=5 s "
            })
    void readsTenMegabytesInBoundedTime(String bit) {
        String huge = "|" + bit.repeat(10_000_000 / bit.length());
        PluginOutput.Parsed parsed =
                Assertions.assertTimeout(Duration.ofSeconds(10), () -> PluginOutput.parse(huge + "=1"));
        assertThat(parsed.perfData().faults()).hasSizeLessThan(1_000);
    }

    private static PerfData perfData(String text) {
        PluginOutput.Parsed parsed = PluginOutput.parse("message | " + text);
        assertThat(parsed.message()).isEqualTo("message");
        assertThat(List.of(parsed.longOutput())).containsExactly("");
        return parsed.perfData();
    }
}
