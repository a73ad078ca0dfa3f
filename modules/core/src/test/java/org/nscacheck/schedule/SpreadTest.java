/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpreadTest {

    private static final Schedule FIVE_MINUTES = IntervalSchedule.parse("5m", ZoneOffset.UTC);
    private static final int CHECKS = 10_000;

    static Stream<IntFunction<UUID>> ids() {
        Random random = new Random(20261121);
        return Stream.of(
                number -> new UUID(random.nextLong(), random.nextLong()),
                number -> UUID.nameUUIDFromBytes(("check-" + number).getBytes(StandardCharsets.UTF_8)),
                number -> new UUID(0, number),
                number -> new UUID((long) number << 32, 0x8000_0000_0000_0000L));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void spreadsTenThousandChecksEvenlyOverTheWindow(IntFunction<UUID> ids) {
        int[] perSecond = new int[300];
        for (int i = 0; i < CHECKS; i++) {
            Duration offset = Spread.offset(ids.apply(i), FIVE_MINUTES, Duration.ofMinutes(5));
            perSecond[(int) offset.toSeconds()]++;
        }

        assertThat(perSecond)
                .satisfies(starts -> assertThat(Arrays.stream(starts).boxed())
                        .allMatch(count -> count > 0 && count <= 2 * CHECKS / 300));
    }

    @Test
    void staysBelowLimitAndShortestGap() {
        for (int i = 0; i < CHECKS; i++) {
            UUID id = new UUID(i, i);
            assertThat(Spread.offset(id, FIVE_MINUTES, Duration.ofMinutes(1)))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1).minusNanos(1));
            assertThat(Spread.offset(id, IntervalSchedule.parse("2s", ZoneOffset.UTC), Duration.ofMinutes(1)))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(2).minusNanos(1));
        }
    }

    /** A literal, because another version of the library must not move every check of a site. */
    @Test
    void isTheSameForEver() {
        UUID id = UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");

        assertThat(Spread.offset(id, FIVE_MINUTES, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void isExactlyOnTheSlotWithoutALimit() {
        assertThat(Spread.offset(UUID.randomUUID(), FIVE_MINUTES, Duration.ZERO))
                .isZero();
    }
}
