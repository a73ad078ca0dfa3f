/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.SettableClock;

class ReplayGuardTest {

    private static final Instant START = Golden.AT;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final SettableClock clock = new SettableClock(START);
    private final ReplayGuard guard = new ReplayGuard(clock, WINDOW, 3);

    private boolean admit(int seal, Instant newest) {
        return guard.admit(ByteBuffer.wrap(new byte[] {(byte) seal}), newest);
    }

    @Test
    void takesEachSealOnce() {
        assertThat(admit(1, START)).isTrue();
        assertThat(admit(2, START)).isTrue();
        assertThat(admit(1, START)).isFalse();
        assertThat(admit(2, START)).isFalse();
    }

    @Test
    void refusesWhatIsOlderThanTheWindow() {
        assertThat(admit(1, START.minus(WINDOW))).isFalse();
        assertThat(admit(2, START.minus(WINDOW).plusNanos(1))).isTrue();
    }

    @Test
    void refusesWhatItHasForgotten() {
        assertThat(admit(1, START)).isTrue();
        clock.advance(WINDOW);

        assertThat(admit(1, START)).isFalse();
        assertThat(guard.horizon()).isEqualTo(START);
    }

    @Test
    void movesTheHorizonWhenThereAreTooMany() {
        for (int i = 1; i <= 4; i++) {
            assertThat(admit(i, START.plusSeconds(i))).isTrue();
        }
        assertThat(guard.horizon()).isEqualTo(START.plusSeconds(1));
        assertThat(admit(1, START.plusSeconds(1))).isFalse();
        assertThat(admit(5, START.plusSeconds(1))).isFalse();
        assertThat(admit(2, START.plusSeconds(2))).isFalse();
    }

    @Test
    void remembersWhatASenderWithAFastClockSentForAsLong() {
        assertThat(admit(1, START.plus(Duration.ofDays(1)))).isTrue();
        clock.advance(WINDOW.multipliedBy(2));

        assertThat(admit(1, START.plus(Duration.ofDays(1)))).isFalse();
    }
}
