/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckScope;
import org.nscacheck.Status;
import org.nscacheck.schedule.IntervalSchedule;

class CheckTest {

    private static final Instant SLOT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Check check = check(UUID.fromString("6f1f6a52-4f5b-4a4e-9d3a-0b6a2f3c9d11"), MINUTE);

    private static Check check(UUID id, Duration spread) {
        return new Check(
                new CheckId(id),
                new CheckKey("k"),
                "k",
                IntervalSchedule.parse("1m", ZoneOffset.UTC),
                spread,
                Duration.ofSeconds(30),
                Map.of(),
                CheckScope.CLUSTER,
                true,
                false,
                Status.CRITICAL,
                Status.CRITICAL,
                List.of());
    }

    @Test
    void keepsASlotWhoseSpreadRunIsStillToComeAlthoughItsGridTimeHasPassed() {
        assertThat(check.spreadOffset()).isPositive().isLessThan(MINUTE);
        Instant nextGridTime = SLOT.plus(MINUTE);
        Instant between = nextGridTime.plus(check.spreadOffset().dividedBy(2));

        assertThat(check.nextSlot(between, SLOT)).isEqualTo(nextGridTime);
    }

    @Test
    void skipsSlotsThatWereMissed() {
        Instant anHourLater = SLOT.plus(Duration.ofHours(1)).plus(check.spreadOffset());

        assertThat(check.nextSlot(anHourLater, SLOT)).isEqualTo(SLOT.plus(Duration.ofMinutes(61)));
    }

    @Test
    void neverGoesBackToTheSlotThatJustRan() {
        assertThat(check.nextSlot(SLOT, SLOT)).isEqualTo(SLOT.plus(MINUTE));
    }

    @Test
    void runsExactlyOnTheSlotWithoutSpread() {
        Check exact = check(UUID.randomUUID(), Duration.ZERO);

        assertThat(exact.dueAt(SLOT)).isEqualTo(SLOT);
    }
}
