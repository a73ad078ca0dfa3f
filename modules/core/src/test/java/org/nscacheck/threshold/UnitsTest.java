/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nscacheck.Status;

class UnitsTest {

    @Test
    void ofOneKindAreComparedInTheirBase() {
        assertThat(new Runs("failure-max=5GB").letters("5000MB 5000.001MB 4.9GB 5000000001B 5GiB"))
                .isEqualTo("oFOFf");
        assertThat(new Runs("failure-max=100ms").letters("0.1s 0.11s 99999us")).isEqualTo("oFO");
    }

    @Test
    void areNoMatterToARuleWithoutUnit() {
        assertThat(new Runs("failure-max=5").letters("5GB 6B 5")).isEqualTo("oFO");
    }

    @Test
    void thatCannotBeComparedAreNeverSilentlyGood() {
        Runs runs = new Runs("failure-max=5GB hits=9 nan=good");

        Judgement judgement = runs.of("x=1s");

        assertThat(judgement.status()).isEqualTo(Status.UNKNOWN);
        assertThat(judgement.verdicts().get(0).reported()).isTrue();
        assertThat(judgement.verdicts().get(0).text())
                .isEqualTo("x is in 's', which cannot be compared with limits in 'GB'; change the unit of the rule");
        assertThat(runs.x("1").text()).contains("is in plain numbers");
        assertThat(runs.x("1GB").level()).isEqualTo(Level.OKAY);
    }

    @Test
    void ofARateAreNone() {
        assertThat(new Runs("failure-max=5B").x("1c").level()).isEqualTo(Level.UNKNOWN);
        assertThat(new Runs("failure-max=5c").x("1c").level()).isEqualTo(Level.UNDECIDED);
    }

    @Test
    void ofHysteresisAreThoseOfTheLimits() {
        assertThat(new Runs("failure-max=5GB hysteresis=500MB").letters("5100MB 4600MB 4500MB"))
                .isEqualTo("FfO");
    }
}
