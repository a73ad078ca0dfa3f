/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What daylight saving time does to schedules within a year. */
class ClockChangeTest {

    private static final Instant FROM = Instant.parse("2026-11-28T00:00:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void makesOneDayShorterAndOneLonger() {
        List<ClockChange> changes = ClockChange.within(IntervalSchedule.parse("1d", PARIS), FROM);

        assertThat(changes).extracting(ClockChange::isForward).containsExactly(true, false);
        assertThat(changes).extracting(ClockChange::usual).containsOnly(Duration.ofHours(24));
        assertThat(changes).extracting(ClockChange::real).containsExactly(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(changes).extracting(ClockChange::slot).containsOnlyNulls();
    }

    @Test
    void leavesWhatCountsElapsedTimeAsItIs() {
        assertThat(ClockChange.within(IntervalSchedule.parse("10m", PARIS), FROM))
                .isEmpty();
    }

    @Test
    void doesNothingWhereClocksNeverChange() {
        assertThat(ClockChange.within(IntervalSchedule.parse("1d", ZoneId.of("Asia/Kathmandu")), FROM))
                .isEmpty();
    }
}
