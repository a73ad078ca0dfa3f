/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

class CheckResultTest {

    @ParameterizedTest
    @CsvSource({"0, OK", "1, WARNING", "2, CRITICAL", "3, UNKNOWN"})
    void takesTheFourReturnCodes(int rc, Status status) {
        CheckResult result = CheckResult.of(rc, "text");
        assertThat(result).isEqualTo(CheckResult.of(status, "text"));
        assertThat(result.status().code()).isEqualTo(rc);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7, -1, 255, 256, Integer.MAX_VALUE, Integer.MIN_VALUE})
    @Row(value = "B02", done = "any other code is CRITICAL and named")
    void anyOtherReturnCodeIsCriticalAndNamed(int rc) {
        CheckResult result = CheckResult.of(rc, "text", Map.of("x", 1));
        assertThat(result.status()).isEqualTo(Status.CRITICAL);
        assertThat(result.message()).isEqualTo("invalid return code " + rc + ": text");
        assertThat(result.perfData()).containsExactly(Metric.of("x", 1));
        assertThat(CheckResult.of(rc, null, null).message()).isEqualTo("invalid return code " + rc + ":");
    }

    @Test
    void nullNeverKeepsAResultFromBeingMade() {
        assertThat(CheckResult.of(0, null, null)).isEqualTo(new CheckResult(Status.OK, "", "", PerfData.none()));
        assertThat(new CheckResult(null, "text", null, null))
                .isEqualTo(new CheckResult(Status.CRITICAL, "no status given: text", "", PerfData.none()));
        assertThat(CheckResult.of((Status) null, null).message()).isEqualTo("no status given:");
        assertThat(CheckResult.ok(null).build().message()).isEmpty();
        assertThat(CheckResult.ok("%d", (Object[]) null).build().message()).isEqualTo("%d");
    }

    @Test
    void takesTheMailCheckOfTheOdooModule() {
        CheckResult result = CheckResult.of(1, "7 mails not sent", Map.of("exceptions", Map.of("value", 7)));
        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.perfData()).containsExactly(Metric.of("exceptions", 7));
    }

    @Test
    void aBadMetricIsDroppedAndNamedAndTheResultStays() {
        CheckResult result = CheckResult.of(0, "fine", Map.of("x", Map.of("value", Double.POSITIVE_INFINITY)));
        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(result.perfData().metrics()).isEmpty();
        assertThat(result.perfData().faults()).containsExactly("metric 'x': value Infinity is not a finite number");
    }

    @Test
    void isBuiltStepByStep() {
        CheckResult result = CheckResult.warning("%d of %s in İstanbul, %.1f", 7, "mails", 0.5)
                .perf("unsent", 7)
                .warn(10)
                .crit("~:100")
                .min(0)
                .max(1000)
                .perf("took", Duration.ofMillis(250))
                .perf("size", new BigDecimal("1.5"))
                .uom(Uom.MEGABYTES)
                .perf("load", 5)
                .uom("%")
                .perf("bad", "text")
                .longOutput("more")
                .build();

        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.message()).isEqualTo("7 of mails in İstanbul, 0.5");
        assertThat(result.longOutput()).isEqualTo("more");
        assertThat(result.perfData().metrics())
                .containsExactly(
                        new Metric(
                                "unsent",
                                new BigDecimal(7),
                                Uom.NONE,
                                Range.parse("10"),
                                Range.parse("~:100"),
                                BigDecimal.ZERO,
                                new BigDecimal(1000)),
                        new Metric("took", new BigDecimal("0.25"), Uom.SECONDS, null, null, null, null),
                        new Metric("size", new BigDecimal("1.5"), Uom.MEGABYTES, null, null, null, null),
                        new Metric("load", new BigDecimal(5), Uom.PERCENT, null, null, null, null));
        assertThat(result.perfData().faults()).containsExactly("metric 'bad': value 'text' is not a number");
    }

    @Test
    void takesAMessageWithoutArgumentsAsItIs() {
        assertThat(CheckResult.critical("100% full, %s").build().message()).isEqualTo("100% full, %s");
        assertThat(CheckResult.unknown("x").build().status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void saysWhenArgumentsDoNotFitTheMessage() {
        assertThat(CheckResult.ok("%d mails", "many").build().message())
                .startsWith("%d mails (1 arguments do not fit: ");
    }

    @Test
    void aLimitNeedsAMetric() {
        assertThatThrownBy(() -> CheckResult.ok("x").warn(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call perf(label, value) before it");
    }

    @Test
    void changesOnlyTheMessage() {
        CheckResult result = CheckResult.of(2, "a", Map.of("x", 1));
        assertThat(result.withMessage("b")).isEqualTo(CheckResult.of(2, "b", Map.of("x", 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "OK, UNKNOWN, UNKNOWN",
        "UNKNOWN, WARNING, WARNING",
        "WARNING, CRITICAL, CRITICAL",
        "CRITICAL, UNKNOWN, CRITICAL",
        "OK, OK, OK"
    })
    void criticalIsTheWorstState(Status one, Status other, Status worse) {
        assertThat(one.worse(other)).isEqualTo(worse);
        assertThat(other.worse(one)).isEqualTo(worse);
    }

    @Test
    @Row(value = "B11", done = "a value is not lost for a unit that cannot be sent")
    void keepsAValueWhoseUnitCannotBeSent() {
        CheckResult result = CheckResult.ok("fine")
                .perf("temp", 21)
                .uom("°C")
                .warn(30)
                .perf("queue", 7)
                .uom("mails waiting")
                .warn(10)
                .build();

        assertThat(result.perfData().metrics())
                .containsExactly(
                        new Metric("temp", new BigDecimal(21), Uom.of("°C"), Range.upTo(30), null, null, null),
                        new Metric("queue", new BigDecimal(7), Uom.NONE, Range.upTo(10), null, null, null));
        assertThat(result.perfData().faults())
                .containsExactly("metric 'queue': unit 'mails waiting' has a blank, the value is kept without unit");
    }
}
