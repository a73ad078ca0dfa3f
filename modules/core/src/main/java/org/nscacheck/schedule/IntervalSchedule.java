/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * Slots at a fixed interval: seconds, minutes and hours on the grid that starts at the Unix epoch; days, weeks (from
 * Monday) and months at the start of the local day.
 *
 * @param amount how many units, 1 to 9999
 * @param unit unit
 * @param zone time zone that says when a day starts
 */
public record IntervalSchedule(int amount, Unit unit, ZoneId zone) implements Schedule {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\s*(s|m|h|d|w|mo)");
    private static final Pattern PERIOD = Pattern.compile("p(\\d{1,4})(d|w|m)");
    /** Hours, minutes and seconds; a day is not always 24 hours, so it does not mix with them. */
    private static final Pattern CLOCK = Pattern.compile("pt[\\dhms]+|[\\d\\shms]+");

    private static final LocalDate MONDAY = LocalDate.of(1969, 12, 29);
    private static final LocalDate EPOCH = LocalDate.of(1970, 1, 1);

    /** Units of an interval, with the letters that stand for them. */
    public enum Unit {
        SECONDS("s", 1),
        MINUTES("m", 60),
        HOURS("h", 3600),
        DAYS("d", 0),
        WEEKS("w", 0),
        MONTHS("mo", 0);

        private final String symbol;
        private final long seconds;

        Unit(String symbol, long seconds) {
            this.symbol = symbol;
            this.seconds = seconds;
        }

        boolean isCalendar() {
            return seconds == 0;
        }

        static Unit ofSymbol(String symbol) {
            for (Unit unit : values()) {
                if (unit.symbol.equals(symbol)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("no unit " + symbol);
        }
    }

    /** @throws RefusedException if the amount is outside 1 to 9999 */
    public IntervalSchedule {
        if (amount < 1 || amount > 9999) {
            throw new RefusedException("interval " + amount + unit.symbol + " is outside 1 to 9999");
        }
    }

    /**
     * Parses an interval such as {@code 30s}, {@code 10m}, {@code 1h30m}, {@code 1d}, {@code 2w} or {@code 1mo}, or the same in
     * ISO 8601: {@code PT5M}, {@code P1D}, {@code P1M}.
     *
     * @throws RefusedException if it is not one; the message quotes it and shows examples
     */
    public static IntervalSchedule parse(String text, ZoneId zone) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher simple = TEXT.matcher(plain);
        if (simple.matches()) {
            return new IntervalSchedule(Integer.parseInt(simple.group(1)), Unit.ofSymbol(simple.group(2)), zone);
        }
        Matcher period = PERIOD.matcher(plain);
        if (period.matches()) {
            String symbol = period.group(2).equals("m") ? Unit.MONTHS.symbol : period.group(2);
            return new IntervalSchedule(Integer.parseInt(period.group(1)), Unit.ofSymbol(symbol), zone);
        }
        Duration duration = CLOCK.matcher(plain).matches() ? duration(plain) : null;
        if (duration == null) {
            throw new RefusedException("'" + text
                    + "' is not an interval: write a number and a unit, such as 30s, 10m, 1h30m, 1d, 2w or 1mo");
        }
        return of(duration, zone);
    }

    private static @Nullable Duration duration(String text) {
        try {
            Duration duration = Durations.parse(text);
            return duration.toMillis() % 1000 == 0 ? duration : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static IntervalSchedule of(Duration duration, ZoneId zone) {
        Unit unit = Unit.SECONDS;
        for (Unit larger : List.of(Unit.MINUTES, Unit.HOURS)) {
            unit = duration.toSeconds() % larger.seconds == 0 ? larger : unit;
        }
        return new IntervalSchedule((int) Math.min(duration.toSeconds() / unit.seconds, Integer.MAX_VALUE), unit, zone);
    }

    @Override
    public Instant nextAfter(Instant after) {
        if (!unit.isCalendar()) {
            long step = amount * unit.seconds;
            return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), step) + 1) * step);
        }
        long index = calendarIndex(LocalDate.ofInstant(after, zone));
        Instant slot = calendarSlot(index);
        while (!slot.isAfter(after)) {
            index++;
            slot = calendarSlot(index);
        }
        return slot;
    }

    private long calendarIndex(LocalDate day) {
        return switch (unit) {
            case DAYS -> Math.floorDiv(day.toEpochDay(), amount);
            case WEEKS -> Math.floorDiv(ChronoUnit.DAYS.between(MONDAY, day), 7L * amount);
            default -> Math.floorDiv((day.getYear() - 1970) * 12L + day.getMonthValue() - 1, amount);
        };
    }

    private Instant calendarSlot(long index) {
        LocalDate day =
                switch (unit) {
                    case DAYS -> EPOCH.plusDays(index * amount);
                    case WEEKS -> MONDAY.plusWeeks(index * amount);
                    default -> EPOCH.plusMonths(index * amount);
                };
        return day.atStartOfDay(zone).toInstant();
    }

    @Override
    public Duration longestGap(Instant from) {
        if (!unit.isCalendar()) {
            return Duration.ofSeconds(amount * unit.seconds);
        }
        Duration longest = Duration.ZERO;
        Instant slot = nextAfter(from);
        Instant end = slot.plus(Duration.ofDays(366));
        while (slot.isBefore(end)) {
            Instant next = nextAfter(slot);
            Duration gap = Duration.between(slot, next);
            longest = longest.compareTo(gap) >= 0 ? longest : gap;
            slot = next;
        }
        return longest;
    }

    @Override
    public Duration shortestGap() {
        return unit.isCalendar() ? Slots.shortestGap(this) : Duration.ofSeconds(amount * unit.seconds);
    }

    @Override
    public boolean followsTheWall() {
        return unit.isCalendar();
    }

    /** Returns the text that {@link #parse} reads. */
    @Override
    public String toString() {
        return amount + unit.symbol;
    }
}
