/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DaemonMannersTest {

    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration WHOLE = NscaTiming.DEFAULT.probation();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DaemonManners manners = new DaemonManners(NscaTiming.DEFAULT);

    private void quickBatches(int count) {
        for (int i = 0; i < count; i++) {
            manners.readToEnd(Duration.ofMillis(5), Duration.ofMillis(1), false);
        }
    }

    @Test
    void watchesASingleResultUntilTheDaemonIsKnownToBePrompt() {
        assertThat(manners.probation(true, QUICK)).isEqualTo(WHOLE);
        assertThat(manners.probation(false, QUICK)).isEqualTo(QUICK);

        quickBatches(2);
        assertThat(manners.probation(true, QUICK)).isEqualTo(WHOLE);

        quickBatches(1);
        assertThat(manners.probation(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void watchesTheNextOneAfterABreak() {
        quickBatches(3);
        manners.suspect();
        assertThat(manners.probation(true, QUICK)).isEqualTo(WHOLE);
        assertThat(manners.probation(false, QUICK)).isEqualTo(WHOLE);

        manners.readToEnd(WHOLE, QUICK, true);
        assertThat(manners.probation(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void forgivesADaemonThatWasLateOnce() {
        quickBatches(3);
        manners.readToEnd(Duration.ofMillis(40), Duration.ofMillis(37), false);
        manners.readLate();
        assertThat(manners.probation(true, QUICK)).isEqualTo(WHOLE);

        manners.readToEnd(WHOLE, QUICK, true);
        assertThat(manners.probation(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void takesADaemonForSleepyThatSleepsAgainAndAgain() {
        quickBatches(3);
        for (int i = 0; i < 3; i++) {
            manners.readToEnd(SECOND, SECOND, false);
            manners.readLate();
            manners.readToEnd(WHOLE, QUICK, true);
        }

        assertThat(manners.probation(true, QUICK)).isEqualTo(WHOLE);
        assertThat(manners.isPrompt()).isFalse();
    }

    @Test
    void feedsADaemonMoreSlowlyThatCouldNotKeepUp() {
        quickBatches(3);
        long usual = manners.pacingNanos();
        manners.readToEnd(SECOND.multipliedBy(2), SECOND, false);
        assertThat(manners.pacingNanos()).isEqualTo(2 * usual);

        quickBatches(10);
        assertThat(manners.pacingNanos()).isEqualTo(usual);
    }

    @Test
    void feedsADaemonThatSleepsWhenItHasReadEverythingWithoutPauses() {
        manners.readToEnd(SECOND.multipliedBy(2), SECOND, false);

        assertThat(manners.pacingNanos()).isZero();
        assertThat(manners.probation(false, QUICK)).isEqualTo(QUICK);
    }
}
