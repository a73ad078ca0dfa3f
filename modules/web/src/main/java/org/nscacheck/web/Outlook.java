/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nscacheck.schedule.ClockChange;
import org.nscacheck.schedule.CronWords;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.schedule.Schedule;
import org.nscacheck.schedule.ScheduleSpec;

/**
 * What a schedule means, for people.
 *
 * @param words the schedule in words, with its time zone
 * @param fires the next slots, none if there is none any more; a check's spread comes on top
 * @param longestGap longest time between two slots within a year, empty if there are fewer than two
 * @param changes what changes of daylight saving time do to it within a year, a sentence each
 */
record Outlook(String words, List<Words.Moment> fires, String longestGap, List<String> changes) {

    private static final int FIRES = 5;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    static Outlook of(ScheduleSpec spec, Schedule schedule, Words words, Instant now) {
        Duration gap = schedule.longestGap(now);
        return new Outlook(
                words(spec, schedule) + ", " + schedule.zone(),
                fires(schedule, words, now),
                gap.isZero() ? "" : span(gap),
                ClockChange.within(schedule, now).stream()
                        .map(change -> sentence(change, schedule.zone()))
                        .toList());
    }

    private static String words(ScheduleSpec spec, Schedule schedule) {
        if (schedule instanceof IntervalSchedule every) {
            String unit = every.unit().name().toLowerCase(Locale.ROOT);
            return every.amount() == 1
                    ? "every " + unit.substring(0, unit.length() - 1)
                    : "every " + every.amount() + " " + unit;
        }
        return CronWords.of(String.valueOf(spec.cron()));
    }

    private static List<Words.Moment> fires(Schedule schedule, Words words, Instant now) {
        List<Words.Moment> fires = new ArrayList<>();
        Instant slot = schedule.nextAfter(now);
        for (int i = 0; i < FIRES && slot != null; i++) {
            fires.add(words.of(slot, now));
            slot = schedule.nextAfter(slot);
        }
        return fires;
    }

    private static String sentence(ClockChange change, ZoneId zone) {
        String begin = "On " + DAY.format(change.at().getDateTimeBefore()) + " clocks in " + zone + " go "
                + (change.isForward() ? "forward: " : "back: ");
        if (change.slot() == null) {
            return begin + span(change.real()) + " pass between two runs instead of " + span(change.usual()) + ".";
        }
        String time = TIME.format(change.slot());
        return change.isForward()
                ? begin + time + " does not exist that day; the run is at "
                        + TIME.format(change.at().getDateTimeAfter()) + "."
                : begin + time + " comes twice that day; the run is at the first.";
    }

    /** Returns a time in days, hours, minutes and seconds, as far as it has them. */
    static String span(Duration span) {
        StringBuilder text = new StringBuilder();
        part(text, span.toDays(), "day");
        part(text, span.toHoursPart(), "hour");
        part(text, span.toMinutesPart(), "minute");
        part(text, span.toSecondsPart(), "second");
        return text.isEmpty() ? "less than a second" : text.toString();
    }

    private static void part(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(amount)
                    .append(' ')
                    .append(unit)
                    .append(amount == 1 ? "" : "s");
        }
    }
}
