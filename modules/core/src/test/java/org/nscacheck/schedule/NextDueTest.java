/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextDueTest {

    private final List<Duration> rings = new ArrayList<>();
    private final NextDue next = new NextDue(rings::add);

    @Test
    void knowsNothingAtFirstAndAfterItWasTold() {
        assertThat(next.remaining()).isEqualTo(Duration.ofDays(1));

        next.in(Duration.ofSeconds(30));
        next.unknown();

        assertThat(next.remaining()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void setsTheAlarmAndCountsDown() {
        next.in(Duration.ofSeconds(30));

        assertThat(rings).containsExactly(Duration.ofSeconds(30));
        assertThat(next.remaining()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void isDueNowWhenItWasDueBefore() {
        next.in(Duration.ofSeconds(-30));

        assertThat(next.remaining()).isZero();
    }

    @Test
    void looksAgainAfterADayWhereNothingIsDueForThousandsOfYears() {
        next.in(Duration.ofDays(365 * 7000));

        assertThat(rings).containsExactly(Duration.ofDays(1));
        assertThat(next.remaining()).isLessThanOrEqualTo(Duration.ofDays(1));
    }

    @Test
    void doesNotForgetWhatWasAddedWhileALookWasUnderWay() {
        next.looking();
        next.add(Duration.ofSeconds(5));
        next.in(Duration.ofSeconds(30));
        assertThat(next.remaining()).isLessThanOrEqualTo(Duration.ofSeconds(5));

        next.looking();
        next.add(Duration.ofSeconds(7));
        next.unknown();
        assertThat(next.remaining()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7));
    }

    @Test
    void forgetsWhatTheNextLookFinds() {
        next.add(Duration.ofSeconds(5));
        next.looking();
        next.in(Duration.ofSeconds(30));

        assertThat(next.remaining()).isGreaterThan(Duration.ofSeconds(5));
    }

    @Test
    void setsNoAlarmForWhatIsDueLaterThanTheNext() {
        next.in(Duration.ofSeconds(5));
        next.add(Duration.ofSeconds(30));

        assertThat(rings).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void isDueUntilALookBegins() {
        next.in(Duration.ZERO);
        assertThat(next.isDue()).isTrue();

        next.looking();
        assertThat(next.isDue()).isFalse();
    }

    @Test
    void isDueASecondAfterTheLastLookWhateverIsKnown() {
        assertThat(next.isDue()).isTrue();

        next.looking();
        next.in(Duration.ofSeconds(30));
        assertThat(next.isDue()).isFalse();
        assertThat(next.untilLook()).isPositive().isLessThanOrEqualTo(NextDue.LONGEST_REST);

        await().atMost(Duration.ofSeconds(10)).until(next::isDue);
        assertThat(next.remaining()).isGreaterThan(Duration.ofSeconds(15));
    }
}
