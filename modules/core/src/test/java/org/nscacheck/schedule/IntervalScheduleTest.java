/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.matrix.Row;

class IntervalScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String[] ZONES = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "America/Santiago",
        "Africa/Cairo",
        "Asia/Beirut"
    };

    private static IntervalSchedule every(String text) {
        return IntervalSchedule.parse(text, BERLIN);
    }

    @ParameterizedTest
    @CsvSource({
        "30s, 2026-03-01T10:00:00Z, 2026-03-01T10:00:30Z",
        "30s, 2026-03-01T10:00:29.999Z, 2026-03-01T10:00:30Z",
        "10m, 2026-03-01T10:03:00Z, 2026-03-01T10:10:00Z",
        "7m, 1970-01-01T00:00:00Z, 1970-01-01T00:07:00Z",
        "1h, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "6h, 2026-03-01T05:59:59Z, 2026-03-01T06:00:00Z",
        "1d, 2026-03-01T10:00:00Z, 2026-03-01T23:00:00Z",
        "1w, 2026-03-04T10:00:00Z, 2026-03-08T23:00:00Z",
        "1mo, 2026-01-31T10:00:00Z, 2026-01-31T23:00:00Z",
        "1mo, 2026-02-28T22:59:59Z, 2026-02-28T23:00:00Z",
        "3mo, 2026-02-28T10:00:00Z, 2026-03-31T22:00:00Z",
        "12mo, 2026-02-28T10:00:00Z, 2026-12-31T23:00:00Z",
        "9999mo, 2026-02-28T10:00:00Z, 2803-03-31T22:00:00Z"
    })
    void findsTheNextSlot(String interval, Instant after, Instant expected) {
        assertThat(every(interval).nextAfter(after)).isEqualTo(expected);
    }

    @Test
    void startsDaysWeeksAndMonthsAtTheStartOfTheLocalDay() {
        for (String name : ZONES) {
            ZoneId zone = ZoneId.of(name);
            for (String interval : List.of("1d", "1w", "1mo")) {
                IntervalSchedule schedule = IntervalSchedule.parse(interval, zone);
                Instant slot = Instant.parse("2026-01-01T12:00:00Z");
                for (int i = 0; i < 400; i++) {
                    slot = schedule.nextAfter(slot);
                    ZonedDateTime local = slot.atZone(zone);
                    assertThat(local).isEqualTo(local.toLocalDate().atStartOfDay(zone));
                    assertThat(!interval.equals("1w") || local.getDayOfWeek() == DayOfWeek.MONDAY)
                            .isTrue();
                    assertThat(!interval.equals("1mo") || local.getDayOfMonth() == 1)
                            .isTrue();
                }
            }
        }
    }

    @Test
    @Row(value = "R24", done = "intervals of days")
    void hasOneSlotPerLocalDayWhateverTheClocksDo() {
        for (String name : ZONES) {
            IntervalSchedule schedule = IntervalSchedule.parse("1d", ZoneId.of(name));
            List<LocalDate> days = new ArrayList<>();
            Instant slot = Instant.parse("2026-01-01T12:00:00Z");
            for (int i = 0; i < 730; i++) {
                slot = schedule.nextAfter(slot);
                days.add(LocalDate.ofInstant(slot, schedule.zone()));
            }
            assertThat(days).as(name).doesNotHaveDuplicates();
            assertThat(days.get(days.size() - 1)).as(name).isEqualTo(days.get(0).plusDays(729));
        }
    }

    @Test
    void neverMovesItsGrid() {
        Random random = new Random(42);
        for (String interval : List.of("1s", "45s", "7m", "5h", "3d", "2w", "5mo")) {
            IntervalSchedule schedule = every(interval);
            for (int i = 0; i < 200; i++) {
                Instant after = Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
                Instant slot = schedule.nextAfter(after);
                Instant between =
                        after.plusNanos((long) (Duration.between(after, slot).toNanos() * random.nextDouble()));
                assertThat(slot).isAfter(after);
                assertThat(schedule.nextAfter(between)).isEqualTo(slot);
                assertThat(schedule.nextAfter(slot)).isAfter(slot);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S, PT30S",
        "9999h, PT9999H, PT9999H",
        "1d, PT23H, PT25H",
        "1w, PT167H, PT169H",
        "1mo, PT672H, PT745H",
        "24mo, PT17520H, PT17544H"
    })
    void measuresItsGaps(String interval, Duration shortest, Duration longest) {
        assertThat(every(interval).shortestGap()).isEqualTo(shortest);
        assertThat(every(interval).longestGap(Instant.parse("2026-01-15T00:00:00Z")))
                .isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "10", "m", "-1m", "1.5h", "10 min", "1y", "1ms", "0", "500ms", "1h500ms", "1d12h", "P1DT1H", "PT",
                "P", "P1Y", "PT0.5S", "-PT5M"
            })
    void quotesWhatIsNoInterval(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> every(text))
                .withMessageStartingWith("'" + text + "' is not an interval");
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5m",
        "pt30s, 30s",
        "PT1H30M, 90m",
        "1h30m, 90m",
        "1h 30m, 90m",
        "90s, 90s",
        "1m30s, 90s",
        "2h60m, 3h",
        "P1D, 1d",
        "P2W, 2w",
        "P1M, 1mo",
        "PT24H, 24h"
    })
    void readsOtherWaysToWriteIt(String text, String same) {
        assertThat(every(text)).isEqualTo(every(same));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0h", "2h46m41s, 10001s", "10000s, 10000s", "pt99999h, 99999h"})
    void namesTheLimitsOfWhatItReads(String text, String read) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> every(text))
                .withMessage("interval " + read + " is outside 1 to 9999");
    }

    @Test
    void refusesZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> every("0m"))
                .withMessage("interval 0m is outside 1 to 9999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "30m", "2h", "1d", "2w", "1mo"})
    void readsBackWhatItWrites(String text) {
        IntervalSchedule schedule = IntervalSchedule.parse(text, ZoneOffset.UTC);

        assertThat(schedule).hasToString(text);
        assertThat(IntervalSchedule.parse(" " + text.toUpperCase(java.util.Locale.ROOT) + " ", ZoneOffset.UTC))
                .isEqualTo(schedule);
    }
}
