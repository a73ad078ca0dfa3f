/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.schedule.Cron;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.testkit.matrix.Row;

/** The rules for daylight saving time and the measuring of gaps, with Quartz doing the field arithmetic. */
class CronScheduleTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant YEAR_AFTER = Instant.parse("2027-01-01T00:00:00Z");
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Pacific/Chatham",
            "America/Santiago");

    private static CronSchedule cron(String expression, String zone) {
        return new CronSchedule(expression, ZoneId.of(zone), new QuartzCronParser());
    }

    private static List<Instant> slots(CronSchedule schedule, Instant from, Instant end) {
        List<Instant> slots = new ArrayList<>();
        for (Instant slot = schedule.nextAfter(from);
                slot != null && slot.isBefore(end);
                slot = schedule.nextAfter(slot)) {
            slots.add(slot);
        }
        return slots;
    }

    private static Stream<Arguments> zonesTimes(String... expressions) {
        return ZONES.stream().flatMap(zone -> Stream.of(expressions).map(e -> Arguments.of(e, zone)));
    }

    static Stream<Arguments> allTheTime() {
        return zonesTimes("0 0/15 * * * ?", "0 0 * * * ?", "0 7/20 */1 ? * *", "0 5,50 0-23 * * ? *");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allTheTime")
    @Row(value = "R24", done = "hourly and more often, a year in each zone: no hole, no double")
    void leavesNeitherHoleNorDoubleInWhatRunsAllTheTime(String expression, String zone) {
        CronSchedule schedule = cron(expression, zone);
        List<Instant> utc = slots(cron(expression, "UTC"), NEW_YEAR, YEAR_AFTER);
        Duration longest = longest(utc);

        List<Instant> slots = slots(schedule, NEW_YEAR, YEAR_AFTER);

        assertThat(longest(slots)).isEqualTo(longest);
        assertThat(Math.abs(slots.size() - utc.size())).isLessThanOrEqualTo(2);
        assertThat(schedule.longestGap(NEW_YEAR)).isEqualTo(longest);
    }

    @Test
    void followsTheQuarterHoursOfTheZone() {
        assertThat(slots(cron("0 0 * * * ?", "Asia/Kathmandu"), NEW_YEAR, YEAR_AFTER))
                .allSatisfy(slot -> assertThat(
                                slot.atZone(ZoneId.of("Asia/Kathmandu")).getMinute())
                        .isZero());
    }

    static Stream<Arguments> daily() {
        return zonesTimes("0 30 2 * * ?", "0 0 0 * * ?", "0 15 1 * * ?", "0 59 23 ? * *");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("daily")
    @Row(value = "R24", done = "daily, a year in each zone: once a day")
    void runsADailyCheckOncePerLocalDay(String expression, String zone) {
        CronSchedule schedule = cron(expression, zone);

        List<LocalDate> days = slots(schedule, NEW_YEAR, YEAR_AFTER).stream()
                .map(slot -> LocalDate.ofInstant(slot, schedule.zone()))
                .toList();

        assertThat(days).doesNotHaveDuplicates().hasSizeBetween(364, 366);
        assertThat(days.get(days.size() - 1)).isEqualTo(days.get(0).plusDays(days.size() - 1L));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @CsvSource({
        // Spring: the slot does not exist and runs at the end of the gap.
        "Europe/Berlin, 0 30 2 * * ?, 2026-03-28T12:00:00Z, 2026-03-29T03:00+02:00",
        "America/New_York, 0 30 2 * * ?, 2026-03-07T12:00:00Z, 2026-03-08T03:00-04:00",
        "Australia/Lord_Howe, 0 15 2 * * ?, 2026-10-03T00:00:00Z, 2026-10-04T02:30+11:00",
        "Africa/Cairo, 0 0 0 * * ?, 2026-04-23T12:00:00Z, 2026-04-24T01:00+03:00",
        // Several slots in one gap are one run.
        "Europe/Berlin, 0 0/10 2 * * ?, 2026-03-29T00:00:00Z, 2026-03-29T03:00+02:00",
        "Europe/Berlin, 0 0/10 2 * * ?, 2026-03-29T01:00:00Z, 2026-03-30T02:00+02:00",
        // Autumn: the slot exists twice and runs the first time.
        "Europe/Berlin, 0 30 2 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T02:30+02:00",
        "Europe/Berlin, 0 30 2 * * ?, 2026-10-25T00:30:00Z, 2026-10-26T02:30+01:00",
        "America/New_York, 0 30 1 * * ?, 2026-10-31T12:00:00Z, 2026-11-01T01:30-04:00",
        "Australia/Lord_Howe, 0 45 1 * * ?, 2026-04-04T00:00:00Z, 2026-04-05T01:45+11:00",
        // After the second pass the day goes on.
        "Europe/Berlin, 0 0/30 0-5 * * ?, 2026-10-25T00:30:00Z, 2026-10-25T03:00+01:00",
        "Europe/Berlin, 0 0/30 0-5 * * ?, 2026-10-25T01:15:00Z, 2026-10-25T03:00+01:00",
        "Europe/Berlin, 0 0 */6 * * ?, 2026-10-24T22:00:00Z, 2026-10-25T06:00+01:00"
    })
    @Row(value = "R24", done = "slots in the gap and in the hour that comes twice")
    void meansLocalTimeWhereHoursAreNamed(String zone, String expression, Instant after, String expected) {
        ZonedDateTime slot = cron(expression, zone).nextAfter(after).atZone(ZoneId.of(zone));

        assertThat(slot.toOffsetDateTime()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kathmandu"
            })
    void keepsToLocalHoursOnWorkdays(String zone) {
        List<Instant> slots = slots(cron("0 0 8-17 ? * MON-FRI", zone), NEW_YEAR, YEAR_AFTER);

        assertThat(slots).allSatisfy(slot -> {
            ZonedDateTime local = slot.atZone(ZoneId.of(zone));
            assertThat(local.getDayOfWeek().getValue()).isLessThanOrEqualTo(5);
            assertThat(local.toLocalTime()).isBetween(LocalTime.of(8, 0), LocalTime.of(17, 0));
        });
        assertThat(slots).hasSizeBetween(260 * 10, 262 * 10);
    }

    @Test
    void givesTheSameSlotsFromWhereverOneLooks() {
        Random random = new Random(7);
        for (String zone : ZONES) {
            for (String expression : List.of("0 15 * * * ?", "0 0/20 1-3 * * ?", "0 30 2 * * ?", "0 0 0 L * ?")) {
                CronSchedule schedule = cron(expression, zone);
                List<Instant> slots = slots(schedule, NEW_YEAR, YEAR_AFTER);
                for (int i = 0; i < 500; i++) {
                    Instant moment = NEW_YEAR.plusSeconds(random.nextLong(360L * 86400));
                    Instant expected = slots.stream()
                            .filter(slot -> slot.isAfter(moment))
                            .findFirst()
                            .orElse(null);
                    if (expected != null) {
                        assertThat(schedule.nextAfter(moment))
                                .as("%s after %s", schedule, moment)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static Duration longest(List<Instant> slots) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < slots.size(); i++) {
            Duration gap = Duration.between(slots.get(i - 1), slots.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /** What the fast way has to find: every gap that begins within the year is looked at. */
    private static Duration longestByWalking(CronSchedule schedule, Instant from) {
        List<Instant> slots = new ArrayList<>();
        Instant slot = schedule.nextAfter(from);
        Instant end = slot == null ? from : slot.plus(Duration.ofDays(366));
        while (slot != null && slot.isBefore(end)) {
            slots.add(slot);
            slot = schedule.nextAfter(slot);
        }
        if (slot != null) {
            slots.add(slot);
        }
        return longest(slots);
    }

    @Test
    void findsTheLongestGapThatWalkingTheYearFinds() {
        Random random = new Random(4711);
        for (int i = 0; i < 150; i++) {
            CronSchedule schedule = cron(randomExpression(random), ZONES.get(random.nextInt(ZONES.size())));
            Instant from = NEW_YEAR.plusSeconds(random.nextLong(400L * 86400));

            assertThat(schedule.longestGap(from))
                    .as("%s from %s", schedule, from)
                    .isEqualTo(longestByWalking(schedule, from));
        }
    }

    private static String randomExpression(Random random) {
        String second = pick(random, "0", "0", "30", "10,50", "0/20");
        String minute = pick(random, "0", "0/5", "7", "3,8,50", "10-20", "0/25", "59");
        String hour = pick(random, "*", "*/6", "2", "1-3", "0,23", "8-17", "0/5", "0-22", "2,3");
        String month = pick(random, "*", "*", "*", "3,10", "1-6", "2", "*/5");
        String days = pick(
                random,
                "* @ ?",
                "? @ MON-FRI",
                "? @ SUN",
                "L @ ?",
                "1,15 @ ?",
                "? @ 6#3",
                "? @ 1L",
                "29 @ ?",
                "15W @ ?",
                "31 @ ?");
        String year = pick(random, "", "", "", "", " 2026-2028", " 2026/2");
        String expression = second + " " + minute + " " + hour + " " + days.replace("@", month) + year;
        // February has no 31st.
        return expression.contains("31 2 ?") ? "0 0 0 28 2 ?" : expression;
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @ParameterizedTest
    @CsvSource({
        "* * * * * ?, PT1S, PT1S",
        "* * 8-17 ? * MON-FRI, PT1S, PT63H1S",
        "* * 0-22 * * ?, PT1S, PT1H1S",
        "0/10 * 0-5 * * ?, PT10S, PT18H10S",
        "0 0/15 * * * ?, PT15M, PT15M",
        "0 0 */6 * * ?, PT5H, PT7H",
        "0 30 2 * * ?, PT23H30M, PT25H",
        "0 0 0 29 2 ?, PT35064H, PT35064H",
        "0 0 0 1 1 ? 2030, PT0S, PT0S"
    })
    void measuresGapsInFewSteps(String expression, Duration shortest, Duration longest) {
        AtomicInteger steps = new AtomicInteger();
        Cron.Parser counting = text -> {
            Cron cron = new QuartzCronParser().parse(text);
            return after -> {
                steps.incrementAndGet();
                return cron.nextAfter(after);
            };
        };
        CronSchedule schedule = new CronSchedule(expression, ZoneId.of("Europe/Berlin"), counting);

        assertThat(schedule.shortestGap()).isEqualTo(shortest);
        assertThat(schedule.longestGap(NEW_YEAR)).isEqualTo(longest);
        // About 50 ms; walking the year would take up to 31 million.
        assertThat(steps).hasValueLessThan(35_000);
        steps.set(0);
        assertThat(schedule.shortestGap()).isEqualTo(shortest);
        assertThat(steps).as("each run asks for it").hasValue(0);
    }
}
