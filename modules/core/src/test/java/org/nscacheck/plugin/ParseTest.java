/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(perfData("x=U;1;2").metrics())
                .containsExactly(new Metric("x", null, Uom.NONE, Range.upTo(1), Range.upTo(2), null, null));
    }

    @Test
    void takesSemicolonsAtTheEnd() {
        assertThat(perfData("x=1;;;;; y=2;;;;;;;").metrics()).containsExactly(Metric.of("x", 1), Metric.of("y", 2));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '^', textBlock = """
            x=1,5           ^ metric 'x': use a decimal point instead of the comma
            x=1kB           ^ metric 'x': unit 'kB' is not known
            x=3EB           ^ metric 'x': unit 'EB' is not known
            x=              ^ metric 'x': value '' is not a number
            x=NaN           ^ metric 'x': value 'NaN' is not a number
            x=1.2.3         ^ metric 'x': '1.2.3' is not a number
            x=1e999         ^ metric 'x': value has more than 350 digits
            x=9e308         ^ metric 'x': value is larger than a double, receivers would read infinity
            x=1;2;3;4;5;6   ^ metric 'x': '1;2;3;4;5;6' has more than value, warn, crit, min and max
            =1              ^ metric '': a metric needs a label
            x=1y=2          ^ metric 'x': unit 'y=2' is not known
            """)
    void saysWhyAMetricWasRefused(String text, String fault) {
        PerfData perfData = perfData(text + " other=1");
        assertThat(perfData.faults()).containsExactly(fault);
        assertThat(perfData.metrics()).containsExactly(Metric.of("other", 1));
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
    void keepsTheFirstOfTwoMetricsWithOneLabel() {
        PerfData perfData = perfData("x=1 x=2");
        assertThat(perfData.metrics()).containsExactly(Metric.of("x", 1));
        assertThat(perfData.faults()).containsExactly("metric 'x' was given twice, the second was dropped");
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
                "|a=1;", "''="
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
