/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.quartz;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Cron;

/**
 * The days of month {@code 15W}, {@code L-3W} and {@code LW}: the weekday nearest to a day, in the same month.
 *
 * <p>Quartz 2.5.2 reads them, but its answer depends on where one asks from: behind the 15th, a Sunday, it no longer knows of
 * {@code 15W} on the 16th, and from within a month that the expression leaves out it may start at a later hour. So Quartz
 * evaluates the expression with any day here, and this class picks the days.
 */
final class NearestWeekdays implements Cron {

    private final Cron anyDay;
    private final List<String> elements;

    /**
     * @param anyDay the expression with {@code *} for the day of month
     * @param dayOfMonth the field itself, each element of which ends with W
     */
    NearestWeekdays(Cron anyDay, String dayOfMonth) {
        this.anyDay = anyDay;
        this.elements = List.of(dayOfMonth.toUpperCase(Locale.ROOT).split(","));
    }

    @Override
    public @Nullable LocalDateTime nextAfter(LocalDateTime after) {
        LocalDateTime next = anyDay.nextAfter(after);
        while (next != null && !days(YearMonth.from(next)).contains(next.toLocalDate())) {
            LocalDateTime endOfDay =
                    next.toLocalDate().plusDays(1).atStartOfDay().minusNanos(1);
            next = anyDay.nextAfter(endOfDay);
        }
        return next;
    }

    private List<LocalDate> days(YearMonth month) {
        List<LocalDate> days = new ArrayList<>();
        for (String element : elements) {
            int day = day(element.substring(0, element.length() - 1), month.lengthOfMonth());
            if (month.isValidDay(day)) {
                days.add(nearest(month.atDay(day)));
            }
        }
        return days;
    }

    private static int day(String element, int last) {
        if (element.equals("L")) {
            return last;
        }
        return element.startsWith("L-") ? last - Integer.parseInt(element.substring(2)) : Integer.parseInt(element);
    }

    private static LocalDate nearest(LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day.getDayOfMonth() == 1 ? day.plusDays(2) : day.minusDays(1);
        }
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return day.getDayOfMonth() == day.lengthOfMonth() ? day.minusDays(2) : day.plusDays(1);
        }
        return day;
    }
}
