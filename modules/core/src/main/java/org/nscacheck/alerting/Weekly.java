/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Spans on days of the week, by the calendar of a zone. What begins or ends in the gap of spring does so at the end of the gap; what
 * ends in the hour that occurs twice in autumn ends the second time, so that it never ends too early.
 *
 * @param days on which they begin
 * @param from local time of the begin
 * @param to local time of the end, on the next day unless it is later than the begin; equal to it for 24 hours of the calendar
 * @param zone whose calendar it is
 */
public record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) implements Times {

    private static final int WEEK = 8;

    public Weekly {
        days = Set.copyOf(days);
    }

    @Override
    public @Nullable Instant spanEnd(Instant at) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (LocalDate day : List.of(today.minusDays(1), today)) {
            if (days.contains(day.getDayOfWeek()) && !at.isBefore(begin(day)) && at.isBefore(end(day))) {
                return end(day);
            }
        }
        return null;
    }

    /** Returns the begin of the next span after a time, or null if no day is chosen. */
    public @Nullable Instant nextBegin(Instant after) {
        LocalDate today = after.atZone(zone).toLocalDate();
        for (int ahead = 0; ahead <= WEEK; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (days.contains(day.getDayOfWeek()) && begin(day).isAfter(after)) {
                return begin(day);
            }
        }
        return null;
    }

    private Instant begin(LocalDate day) {
        return instant(day.atTime(from), ZonedDateTime::withEarlierOffsetAtOverlap);
    }

    private Instant end(LocalDate day) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return instant(last.atTime(to), ZonedDateTime::withLaterOffsetAtOverlap);
    }

    private Instant instant(LocalDateTime local, UnaryOperator<ZonedDateTime> offset) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : offset.apply(local.atZone(zone)).toInstant();
    }

    /** Returns it as text for people, such as {@code mon,tue 22:00-06:00 Europe/Paris}. */
    @Override
    public String toString() {
        return WeeklyFields.days(days) + " " + from + "-" + to + " " + zone;
    }
}
