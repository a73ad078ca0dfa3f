/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Counters, judged as their increase per second; a minute lies between two runs. */
class CountersTest {

    private final Runs runs = new Runs("failure-max=10 label=x");

    @Test
    void areJudgedAsARatePerSecond() {
        assertThat(runs.letters("1000c 1600c 2201c 2201c")).isEqualTo("uoFO");
        assertThat(new Runs("failure-max=10").x("5c").text()).isEqualTo("x is a counter whose rate is not known yet");
    }

    @Test
    void showTheRate() {
        runs.x("1000c");

        Verdict verdict = runs.x("2000c");

        assertThat(verdict.text()).isEqualTo("x 16.6667 per second is above the failure threshold of 10");
        assertThat(verdict.value()).isEqualByComparingTo("16.66666666666667");
    }

    @Test
    void areDividedByTheTimeThatWentBy() {
        runs.x("1000c");
        runs.pass(Duration.ofMinutes(1));

        assertThat(runs.x("2200c").value()).isEqualByComparingTo("10");
    }

    @Test
    void mayWrapAt32AndAt64Bits() {
        runs.x("4294967286c");
        assertThat(runs.x("590c").value()).isEqualByComparingTo("10");

        Runs wide = new Runs("failure-max=10");
        wide.x("18446744073709551606c");
        assertThat(wide.x("596c").value()).isEqualByComparingTo("10.1");
    }

    @Test
    void mayBeginAnew() {
        assertThat(runs.letters("3000000000c 60c 120c 900c")).isEqualTo("uuoF");
    }

    @Test
    void keepWhatTheyHeldWhenTheyBeginAnew() {
        assertThat(runs.letters("100c 1100c 0c 10c")).isEqualTo("uFfO");
    }

    @Test
    void areExactBeyondTheDigitsOfADouble() {
        runs.x("9007199254740993c");

        assertThat(runs.x("9007199254741054c").value()).isEqualByComparingTo("1.016666666666667");
    }

    @Test
    void areUndecidedWhenNoTimeWentBy() {
        runs.x("100c");
        runs.pass(Duration.ofMinutes(-1));

        assertThat(runs.x("900c").level()).isEqualTo(Level.UNDECIDED);
        assertThat(runs.x("901c").level()).isEqualTo(Level.OKAY);
    }

    @Test
    void skipAnUnknownValue() {
        assertThat(runs.letters("100c U 1300c")).isEqualTo("uNO");
    }

    @Test
    void mayBeJudgedAsTheyAre() {
        assertThat(new Runs("failure-max=10 rate=false").letters("10c 11c")).isEqualTo("oF");
    }

    @Test
    void mayBeAPercentageOfTheirSum() {
        Runs shares = new Runs("failure-max=50 label=x* percentage=sum");
        shares.of("xa=0c", "xb=0c");

        assertThat(shares.of("xa=10c", "xb=30c").verdicts())
                .extracting(Verdict::text)
                .containsExactly(
                        "xb 75 % of the sum (0.5 per second) is above the failure threshold of 50 %",
                        "xa 25 % of the sum (0.166667 per second) is within its limits");
    }
}
