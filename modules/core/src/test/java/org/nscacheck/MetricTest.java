/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

class MetricTest {

    static List<Number> sevens() {
        LongAdder adder = new LongAdder();
        adder.add(7);
        return List.of(
                7,
                7L,
                (short) 7,
                (byte) 7,
                7.0,
                7.0f,
                BigInteger.valueOf(7),
                new BigDecimal("7.00"),
                new AtomicInteger(7),
                new AtomicLong(7),
                adder);
    }

    @ParameterizedTest
    @MethodSource("sevens")
    void takesEveryKindOfNumber(Number seven) {
        assertThat(Metric.of("x", seven)).isEqualTo(Metric.of("x", 7)).hasSameHashCodeAs(Metric.of("x", 7));
    }

    @Test
    @Row(value = "B07", done = "every digit is kept")
    void keepsNumbersExactly() {
        assertThat(value(0.1)).isEqualTo("0.1");
        assertThat(value(0.1f)).isEqualTo("0.1");
        assertThat(value(-0.0)).isEqualTo("0");
        assertThat(value(1e-9)).isEqualTo("0.000000001");
        assertThat(value(Double.MIN_VALUE)).hasSize(327);
        assertThat(value(1e308)).isEqualTo("1" + "0".repeat(308));
        assertThat(value(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
        assertThat(value(new BigInteger("18446744073709551616"))).isEqualTo("18446744073709551616");
        String forty = "1234567890123456789012345678901234567.890";
        assertThat(value(new BigDecimal(forty))).isEqualTo(forty);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    @Row(value = "B07", done = "NaN and infinities are refused by name")
    void refusesWhatIsNotFinite(double value) {
        assertThatThrownBy(() -> Metric.of("x", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value " + value + " is not a finite number");
    }

    @Test
    void refusesNumbersNobodyCouldRead() {
        for (BigDecimal number : List.of(
                new BigDecimal("1E+1000000000"),
                new BigDecimal("1E-1000000000"),
                new BigDecimal("1E+351"),
                new BigDecimal("1E-351"),
                new BigDecimal("2E+308"),
                new BigDecimal(BigInteger.ONE.shiftLeft(10_000_000), 3_010_000))) {
            assertThatThrownBy(() -> Metric.of("x", number)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Metric("x", number, Uom.NONE, null, null, null, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Metric("x", null, Uom.NONE, null, null, number, null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Range(false, null, number)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    @Row(value = "B08", done = "an empty label is refused")
    void needsALabel(String label) {
        assertThatThrownBy(() -> Metric.of(label, 1)).hasMessage("a metric needs a label");
    }

    @Test
    void readsTheFormOfAnOdooCheck() {
        Metric metric = Metric.read(
                "time",
                Map.of("value", "0.25", "uom", "s", "warn", 1, "crit", "2:5", "min", 0, "max", new BigDecimal("9.5")));
        assertThat(metric)
                .isEqualTo(new Metric(
                        "time",
                        new BigDecimal("0.25"),
                        Uom.SECONDS,
                        Range.parse("1"),
                        Range.parse("2:5"),
                        BigDecimal.ZERO,
                        new BigDecimal("9.50")));
    }

    @Test
    void takesNullAndBlankForNotGiven() {
        Map<String, Object> form = new HashMap<>();
        form.put("value", 1);
        form.put("warn", null);
        form.put("crit", " ");
        form.put("uom", null);
        form.put("min", "");
        assertThat(Metric.read("x", form)).isEqualTo(Metric.of("x", 1));
    }

    @Test
    void readsADurationInSeconds() {
        assertThat(Metric.read("took", Duration.ofMillis(1500)))
                .isEqualTo(new Metric("took", new BigDecimal("1.5"), Uom.SECONDS, null, null, null, null));
        assertThat(Metric.read("took", Map.of("value", Duration.ofSeconds(5), "warn", Duration.ofMinutes(1))))
                .isEqualTo(new Metric("took", new BigDecimal(5), Uom.SECONDS, Range.upTo(60), null, null, null))
                .extracting(metric -> metric.value().toPlainString())
                .isEqualTo("5");
        assertThat(MetricForm.seconds(Duration.ofNanos(-1))).isEqualByComparingTo("-0.000000001");
    }

    @Test
    @Row(value = "B11", done = "a unit that nobody knows is kept")
    void takesAnyUnit() {
        for (String unit : List.of("°C", "GHz", "b/s", "V", "G", "requests/s", "m³", "%", "MB", "")) {
            assertThat(Metric.read("x", Map.of("value", 1, "uom", unit)).uom()).isEqualTo(Uom.of(unit));
        }
        assertThat(Metric.read("x", Map.of("value", 1, "uom", Uom.of("rpm"))).uom())
                .hasToString("rpm");
        assertThat(Metric.read("x", Map.of("value", 1, "uom", " °C\u00a0")).uom())
                .isEqualTo(Uom.of("°C"));
    }

    @Test
    void aNegativeLimitMeansBelowIt() {
        assertThat(Metric.read("x", Map.of("value", 1, "warn", -5)).warn()).hasToString("~:-5");
    }

    @Test
    void saysWhatIsWrongWithAForm() {
        assertFault(Map.of(), "it has no value");
        assertFault(Map.of("value", "many"), "value 'many' is not a number");
        assertFault(Map.of("value", true), "value must be a number, not java.lang.Boolean");
        assertFault(Map.of("value", 1, "uom", "k g"), "unit 'k g' has a blank");
        assertFault(Map.of("value", 1, "warn", "20:10"), "'20:10' is not a range");
        assertFault(Map.of("value", 1, "min", "low"), "min 'low' is not a number");
        assertFault(
                Map.of("value", 1, "warning", 2),
                "unknown keys [warning], known are [crit, max, min, uom, value, warn]");
        assertFault("text", "a number or a map with the key value is needed, not java.lang.String");
        assertFault(null, "a number or a map with the key value is needed, not null");
        assertFault(Map.of("value", "9".repeat(10_000_000)), "has more than 350 digits");
    }

    private static void assertFault(Object form, String fault) {
        assertThatThrownBy(() -> Metric.read("x", form))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("metric 'x': ")
                .hasMessageContaining(fault)
                .message()
                .hasSizeLessThan(500);
    }

    private static String value(Number number) {
        return Metric.of("x", number).value().toPlainString();
    }
}
