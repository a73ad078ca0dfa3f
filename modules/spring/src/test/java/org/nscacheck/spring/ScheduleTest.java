/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.Spread;

/** The rules for zones, gaps and spreading, on Quartz' own field arithmetic. */
class ScheduleTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static CronSchedule cron(String expression, String zone) {
        return new CronSchedule(expression, ZoneId.of(zone), new QuartzCronParser());
    }

    private static List<Instant> slots(Schedule schedule, Instant from, Duration length) {
        List<Instant> slots = new ArrayList<>();
        Instant slot = schedule.nextAfter(from);
        while (slot != null && slot.isBefore(from.plus(length))) {
            slots.add(slot);
            slot = schedule.nextAfter(slot);
        }
        return slots;
    }

    private static Duration longest(List<Instant> slots) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < slots.size(); i++) {
            Duration gap = Duration.between(slots.get(i - 1), slots.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "UTC"
            })
    void leavesNoHoleWhereHoursAreNotRestricted(String zone) {
        List<Instant> slots = slots(cron("0 0/15 * * * ?", zone), START, Duration.ofDays(366));

        assertThat(longest(slots)).isEqualTo(Duration.ofMinutes(15));
        assertThat(slots).doesNotHaveDuplicates();
        List<Instant> hourly = slots(cron("0 0 * * * ?", zone), START, Duration.ofDays(366));
        assertThat(longest(hourly)).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "UTC"
            })
    void runsADailyCheckOnceOnEachLocalDay(String zone) {
        Map<LocalDate, Long> perDay = slots(cron("0 30 2 * * ?", zone), START, Duration.ofDays(365)).stream()
                .collect(Collectors.groupingBy(
                        slot -> LocalDate.ofInstant(slot, ZoneId.of(zone)), Collectors.counting()));

        assertThat(perDay.values()).containsOnly(1L);
        assertThat(perDay.size()).isBetween(364, 366);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The slot does not exist: it runs at the end of the gap.
                "0 30 2 * * ?|Europe/Berlin|2026-03-29T00:00:00Z|2026-03-29T01:00:00Z",
                "0 15 2 * * ?|Australia/Lord_Howe|2026-10-03T14:00:00Z|2026-10-03T15:30:00Z",
                // The slot occurs twice: it runs the first time.
                "0 30 2 * * ?|Europe/Berlin|2026-10-25T00:00:00Z|2026-10-25T00:30:00Z",
                "0 30 2 * * ?|Europe/Berlin|2026-10-25T00:30:00Z|2026-10-26T01:30:00Z",
                "0 30 1 * * ?|America/New_York|2026-11-01T04:00:00Z|2026-11-01T05:30:00Z",
                "0 30 1 * * ?|America/New_York|2026-11-01T05:30:00Z|2026-11-02T06:30:00Z",
                // Several slots in one gap are one run.
                "0 0/10 2 * * ?|Europe/Berlin|2026-03-29T00:00:00Z|2026-03-29T01:00:00Z",
                "0 0/10 2 * * ?|Europe/Berlin|2026-03-29T01:00:00Z|2026-03-30T00:00:00Z"
            })
    void keepsTheRulesOfGapAndOverlap(String expression, String zone, Instant after, Instant expected) {
        assertThat(cron(expression, zone).nextAfter(after)).isEqualTo(expected);
    }

    @Test
    void measuresTheSameLongestGapAsCountingEverySlot() {
        SplittableRandom random = new SplittableRandom(42);
        String[] zones = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"};
        for (int i = 0; i < 20; i++) {
            String expression = random(random);
            CronSchedule schedule = cron(expression, zones[random.nextInt(zones.length)]);
            Duration within = longest(slots(schedule, START, Duration.ofDays(366)));
            // A gap at either end of the year reaches beyond it.
            Duration around = longest(slots(schedule, START.minus(Duration.ofDays(366)), Duration.ofDays(800)));

            assertThat(schedule.longestGap(START))
                    .as("%s", schedule)
                    .isGreaterThanOrEqualTo(within.minusSeconds(1))
                    .isLessThanOrEqualTo(around.plusSeconds(1));
        }
    }

    private static String random(SplittableRandom random) {
        String minutes = pick(random, "0", "0/20", "7,37");
        String hours = pick(random, "*", "8-17", "0/6", "3", "9,12,23");
        String days = pick(random, "* * ?", "? * MON-FRI", "? * SUN", "1 * ?", "* 3-11 ?");
        return "0 " + minutes + " " + hours + " " + days;
    }

    private static String pick(SplittableRandom random, String... options) {
        return options[random.nextInt(options.length)];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * 8-17 ? * MON-FRI|PT62H1S",
                "0 0 3 * * ?|PT25H",
                "0 0/15 * * * ?|PT15M",
                "0 0 12 1 1 ?|PT0S",
                "* * * * * ?|PT1S"
            })
    void measuresALongGapWithoutWalkingEverySecond(String expression, Duration expected) {
        CronSchedule schedule = cron(expression, "Europe/Berlin");

        // Once in the year from the start: one slot, or two with a year between them.
        Duration longest = schedule.longestGap(START);

        if (expected.isZero()) {
            assertThat(longest).isBetween(Duration.ZERO, Duration.ofDays(366));
        } else {
            assertThat(longest).isBetween(expected.minusSeconds(1), expected.plusHours(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "30s,PT30S,PT30S",
        "10m,PT10M,PT10M",
        "6h,PT6H,PT6H",
        "1d,PT23H,PT25H",
        "1w,PT167H,PT169H",
        "1mo,PT672H,PT745H"
    })
    void measuresTheGapsOfIntervals(String interval, Duration shortest, Duration longest) {
        Schedule schedule = IntervalSchedule.parse(interval, ZoneId.of("Europe/Berlin"));

        assertThat(schedule.shortestGap()).isEqualTo(shortest);
        assertThat(schedule.longestGap(START)).isEqualTo(longest);
    }

    @Test
    void startsDaysWeeksAndMonthsWhereTheyStart() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        Instant after = LocalDateTime.parse("2026-03-28T12:00:00").atZone(zone).toInstant();

        assertThat(Stream.of("1d", "1w", "1mo", "3mo")
                        .map(text -> IntervalSchedule.parse(text, zone).nextAfter(after))
                        .map(slot -> LocalDateTime.ofInstant(slot, zone).toString()))
                .containsExactly("2026-03-29T00:00", "2026-03-30T00:00", "2026-04-01T00:00", "2026-04-01T00:00");
    }

    @Test
    void spreadsChecksEvenlyAndAlwaysTheSame() {
        Schedule schedule = cron("0 0/5 * * * ?", "UTC");
        Map<Long, Integer> perSecond = new HashMap<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
            Duration offset = Spread.offset(id, schedule, Duration.ofMinutes(10));
            assertThat(Spread.offset(id, schedule, Duration.ofMinutes(10))).isEqualTo(offset);
            assertThat(offset).isBetween(Duration.ZERO, Duration.ofMinutes(5).minusMillis(1));
            perSecond.merge(offset.toSeconds(), 1, Integer::sum);
        }
        assertThat(perSecond.values()).allMatch(count -> count <= 2 * 10_000 / 300);
        assertThat(Spread.offset(UUID.randomUUID(), schedule, Duration.ZERO)).isZero();
    }

    @Test
    void saysWhatIsWrongWithAnExpression() {
        assertThatThrownBy(() -> cron("*/5 * * * *", "UTC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean '0 */5 * * * ?'");
        assertThatThrownBy(() -> cron("0 61 * * * ?", "UTC")).hasMessageContaining("'0 61 * * * ?'");
        assertThatThrownBy(() -> cron("0 0 0 30 2 ?", "UTC")).hasMessageContaining("never fires");
        assertThatThrownBy(() -> cron("", "UTC")).isInstanceOf(IllegalArgumentException.class);
    }
}
