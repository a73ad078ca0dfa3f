/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DaemonBehaviourTest {

    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration WHOLE = NscaTiming.DEFAULT.rejectionWait();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DaemonBehaviour behaviour = new DaemonBehaviour(NscaTiming.DEFAULT);

    private void quickBatches(int count) {
        for (int i = 0; i < count; i++) {
            behaviour.readToEnd(Duration.ofMillis(5), Duration.ofMillis(1), false);
        }
    }

    @Test
    void watchesASingleResultUntilTheDaemonIsKnownToBePrompt() {
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
        assertThat(behaviour.rejectionWait(false, QUICK)).isEqualTo(QUICK);

        quickBatches(2);
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);

        quickBatches(1);
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void watchesTheNextOneAfterABreak() {
        quickBatches(3);
        behaviour.suspect();
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
        assertThat(behaviour.rejectionWait(false, QUICK)).isEqualTo(WHOLE);

        behaviour.readToEnd(WHOLE, QUICK, true);
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void forgivesADaemonThatWasLateOnce() {
        quickBatches(3);
        behaviour.readToEnd(Duration.ofMillis(40), Duration.ofMillis(37), false);
        behaviour.readLate();
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);

        behaviour.readToEnd(WHOLE, QUICK, true);
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void takesADaemonForSleepyThatSleepsAgainAndAgain() {
        quickBatches(3);
        for (int i = 0; i < 3; i++) {
            behaviour.readToEnd(SECOND, SECOND, false);
            behaviour.readLate();
            behaviour.readToEnd(WHOLE, QUICK, true);
        }

        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
        assertThat(behaviour.isPrompt()).isFalse();
    }

    @Test
    void forgivesAPromptDaemonASleepOrTwo() {
        quickBatches(3);
        for (int i = 0; i < 5; i++) {
            behaviour.readToEnd(SECOND, SECOND, false);
            behaviour.readToEnd(SECOND, SECOND, false);
            assertThat(behaviour.isSleepy()).isFalse();
            quickBatches(1);
        }
    }

    @Test
    void feedsADaemonThatSleepsWithEachWindowAsAForkedOneUntilItIsPromptAgain() {
        quickBatches(3);
        for (int i = 0; i < 3; i++) {
            behaviour.readToEnd(SECOND, SECOND, false);
        }
        assertThat(behaviour.isSleepy()).isTrue();

        quickBatches(1);
        assertThat(behaviour.isSleepy()).isFalse();
    }

    @Test
    void takesADaemonForSleepyThatSleptTheFirstTime() {
        behaviour.readToEnd(SECOND.multipliedBy(2), SECOND, false);

        assertThat(behaviour.isSleepy()).isTrue();
        assertThat(behaviour.rejectionWait(false, QUICK)).isEqualTo(QUICK);
    }

    @Test
    void takesADaemonForPromptThatGreetsAtOnceIfThereIsNoTimeToLearn() {
        DaemonBehaviour guessing = new DaemonBehaviour(NscaTiming.DEFAULT, true);
        assertThat(guessing.rejectionWait(true, QUICK)).isEqualTo(WHOLE);

        guessing.greetedAfter(Duration.ofMillis(4));
        assertThat(guessing.rejectionWait(true, QUICK)).isEqualTo(QUICK);

        guessing.suspect();
        assertThat(guessing.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
    }

    @Test
    void takesADaemonThatGreetsLateForNothing() {
        DaemonBehaviour guessing = new DaemonBehaviour(NscaTiming.DEFAULT, true);
        guessing.greetedAfter(Duration.ofMillis(400));
        behaviour.greetedAfter(Duration.ofMillis(4));

        assertThat(guessing.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
        assertThat(behaviour.rejectionWait(true, QUICK)).isEqualTo(WHOLE);
    }
}
