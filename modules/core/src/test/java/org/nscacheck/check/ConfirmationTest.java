/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.Status;
import org.nscacheck.schedule.IntervalSchedule;

class ConfirmationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:20Z");
    private static final Confirmation THREE = new Confirmation(3, Duration.ofSeconds(10), false);

    private static Check check(Confirmation confirmation, @Nullable Instant pausedUntil) {
        return Check.builder(CheckId.random(), new CheckKey("k"), "k", IntervalSchedule.parse("5m", ZoneOffset.UTC))
                .settings(CheckSettings.builder()
                        .spread(Duration.ofSeconds(30))
                        .confirmation(confirmation)
                        .build())
                .pausedUntil(pausedUntil)
                .build();
    }

    private static CheckState after(CheckState state, Status... found) {
        CheckState now = state;
        for (Status status : found) {
            now = now.after(status, NOW, THREE);
        }
        return now;
    }

    @Test
    void aBadStateCountsWhenItWasFoundOftenEnough() {
        CheckState ok = after(CheckState.NEW, Status.OK);

        assertThat(after(ok, Status.CRITICAL, Status.WARNING)).isEqualTo(new CheckState(Status.OK, NOW, 2));
        assertThat(after(ok, Status.CRITICAL, Status.WARNING, Status.CRITICAL))
                .isEqualTo(new CheckState(Status.CRITICAL, NOW, 3));
        // From then on each other bad state counts at once, as in Nagios.
        assertThat(after(ok, Status.CRITICAL, Status.CRITICAL, Status.CRITICAL, Status.WARNING)
                        .status())
                .isEqualTo(Status.WARNING);
        assertThat(after(ok, Status.CRITICAL, Status.OK)).isEqualTo(new CheckState(Status.OK, NOW, 0));
    }

    @Test
    void looksAgainSoonerUntilThen() {
        Check check = check(THREE, null);
        Instant slot = check.schedule().nextAfter(NOW.minusSeconds(301));
        CheckState soft = after(CheckState.NEW, Status.CRITICAL);
        CheckState hard = after(soft, Status.CRITICAL, Status.CRITICAL);

        assertThat(check.dueAt(check.slotAfter(soft, NOW, slot))).isEqualTo(NOW.plusSeconds(10));
        assertThat(check.slotAfter(hard, NOW, slot)).isEqualTo(check.nextSlot(NOW, slot));
        assertThat(check.slotAfter(after(hard, Status.OK), NOW, slot)).isEqualTo(check.nextSlot(NOW, slot));
    }

    @Test
    void aRegularRunThatComesSoonerIsNotDelayed() {
        Check check = check(new Confirmation(2, Duration.ofHours(1), false), null);
        CheckState soft = new CheckState(Status.OK, NOW, 1);

        assertThat(check.slotAfter(soft, NOW, null)).isEqualTo(check.nextSlot(NOW, null));
    }

    @Test
    void aPauseSkipsItsSlotsAndRetries() {
        Instant end = NOW.plus(Duration.ofHours(2));
        Check check = check(THREE, end);

        assertThat(check.dueAt(check.slotAfter(new CheckState(Status.OK, NOW, 1), NOW, null)))
                .isAfter(end)
                .isBefore(end.plus(Duration.ofMinutes(6)));
        assertThat(check.nextSlot(end.plusSeconds(1), null))
                .as("a pause that is over")
                .isEqualTo(check(THREE, null)
                        .schedule()
                        .nextAfter(end.plusSeconds(1).minus(check.spreadOffset())));
        assertThat(check(THREE, StoredCheck.UNTIL_RESUMED).nextSlot(NOW, null))
                .isAfter(Instant.parse("9999-01-01T00:00:00Z"));
    }

    @Test
    void theReceiverHasToWaitThatMuchLonger() {
        assertThat(THREE.longestSilence(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(80));
        assertThat(new Confirmation(3, Duration.ofSeconds(10), true).longestSilence(Duration.ofSeconds(30)))
                .isZero();
        assertThat(Confirmation.NONE.longestSilence(Duration.ofDays(1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void namesAttemptsOutsideTheirLimits(int attempts) {
        assertThatThrownBy(() -> new Confirmation(attempts, Duration.ofSeconds(10), false))
                .hasMessageContainingAll(String.valueOf(attempts), "1 to 100");
    }

    @Test
    void namesARetryIntervalOutsideItsLimits() {
        assertThatThrownBy(() -> new Confirmation(2, Duration.ofMillis(999), false))
                .hasMessageContainingAll("999ms", "1 s to 1 day");
    }
}
