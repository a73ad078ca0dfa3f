/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentageTest {

    @Test
    void isOfTheSumOfWhatTheRuleMatches() {
        Verdict verdict = new Runs("label=cpu* failure-max=50 percentage=sum")
                .of("cpu0=3", "cpu1=1", "disk=96")
                .verdicts()
                .get(0);

        assertThat(verdict.text()).isEqualTo("cpu0 75 % of the sum (3) is above the failure threshold of 50 %");
        assertThat(verdict.value()).isEqualByComparingTo("75");
        assertThat(verdict.bound()).isEqualByComparingTo("50");
    }

    @Test
    void isOfAllMetricsOfTheSameKindOfUnit() {
        Verdict verdict =
                new Runs("label=free failure-min=5 percentage=all").one("free=300MB", "used=9700MB", "time=5s");

        assertThat(verdict.text()).isEqualTo("free 3 % of the sum (300 MB) is below the failure threshold of 5 %");
        assertThat(new Runs("label=free failure-min=3 percentage=all")
                        .one("free=300MB", "used=9.7GB")
                        .level())
                .isEqualTo(Level.OKAY);
    }

    @Test
    void isOfTheMetricsMaximum() {
        assertThat(new Runs("failure-max=90 percentage=max").x("91/100").text())
                .isEqualTo("x 91 % of its maximum (91) is above the failure threshold of 90 %");
    }

    @Test
    void ofNothingIsUnknownAndVisible() {
        Runs runs = new Runs("failure-max=90 percentage=max");

        assertThat(runs.x("1").text()).isEqualTo("x is to be judged as a percentage of its maximum, but has none");
        assertThat(runs.x("0/0").text()).isEqualTo("x is to be judged as a percentage of its maximum, which is 0");
        assertThat(new Runs("label=x* failure-max=1 percentage=sum").x("0").text())
                .isEqualTo("x is to be judged as a percentage of the sum, which is 0");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(new Runs("failure-max=50 percentage=all")
                        .of("a=1", "b=U", "c=3")
                        .verdicts())
                .extracting(verdict -> verdict.label() + verdict.level())
                .containsExactly("cFAILURE", "bUNKNOWN", "aOKAY");
    }
}
