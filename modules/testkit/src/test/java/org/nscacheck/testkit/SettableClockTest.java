/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SettableClockTest {

    private final SettableClock clock = new SettableClock();

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(SettableClock.DEFAULT_START).isEqualTo(clock.instant());
    }

    @Test
    void movesBothWays() {
        assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo(SettableClock.DEFAULT_START.plusSeconds(300));
        clock.advance(Duration.ofMinutes(-6));
        assertThat(clock.instant()).isEqualTo(SettableClock.DEFAULT_START.minusSeconds(60));
    }

    @Test
    void canBeSet() {
        clock.set(Instant.EPOCH);
        assertThat(clock.millis()).isZero();
    }
}
