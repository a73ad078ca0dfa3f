/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Round times along an axis, in the zone of the reader: hours of a day, days of a week, Mondays, or firsts of a month. */
final class TimeTicks {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int HOURS = 4;
    private static final int MONTHS = 6;

    private TimeTicks() {}

    /** A time and its label. */
    record Tick(Instant at, String text) {}

    static List<Tick> of(Span span) {
        LocalDate first = span.from().atZone(span.zone()).toLocalDate();
        if (span.length().compareTo(DAY.multipliedBy(2)) <= 0) {
            return hours(span, first);
        }
        if (span.length().compareTo(DAY.multipliedBy(10)) <= 0) {
            return days(span, first, "EEE d", day -> day.plusDays(1));
        }
        if (span.length().compareTo(DAY.multipliedBy(100)) <= 0) {
            LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1L);
            return days(span, monday, "EEE d MMM", day -> day.plusWeeks(1));
        }
        return days(span, first.withDayOfYear(1), "MMM yyyy", day -> day.plusMonths(MONTHS));
    }

    private static List<Tick> hours(Span span, LocalDate first) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        for (LocalDate day = first; !start(day, span).isAfter(span.to()); day = day.plusDays(1)) {
            for (int hour = 0; hour < 24; hour += HOURS) {
                ZonedDateTime time = day.atTime(hour, 0).atZone(span.zone());
                add(ticks, span, time.toInstant(), format.format(time));
            }
        }
        return ticks;
    }

    private static List<Tick> days(Span span, LocalDate first, String pattern, UnaryOperator<LocalDate> next) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        List<Tick> ticks = new ArrayList<>();
        for (LocalDate day = first; !start(day, span).isAfter(span.to()); day = next.apply(day)) {
            add(ticks, span, start(day, span), format.format(day));
        }
        return ticks;
    }

    private static Instant start(LocalDate day, Span span) {
        return day.atStartOfDay(span.zone()).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void add(List<Tick> ticks, Span span, Instant at, String text) {
        if (!at.isBefore(span.from()) && !at.isAfter(span.to())) {
            ticks.add(new Tick(at, text));
        }
    }
}
