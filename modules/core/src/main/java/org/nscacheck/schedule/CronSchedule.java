/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Slots of a Quartz cron expression in a time zone, kept verbatim.
 *
 * <p>An expression that restricts neither hour nor day nor month ({@code 0 0/15 * * * ?}) means "all the time": it follows
 * the offset in force, so that changes to and from daylight saving time leave neither a hole nor a double. Every other
 * expression means local time: a slot that falls into the gap of spring runs at the end of the gap, a slot that occurs
 * twice in autumn runs the first time only. Quartz' own {@code CronTrigger} does neither: it leaves a hole of 75 minutes in
 * the former and skips the latter.
 */
public final class CronSchedule implements Schedule {

    private static final int HOUR = 2;
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;
    private static final int YEAR = 6;

    private final String expression;
    private final ZoneId zone;
    private final Cron cron;
    private final boolean allTheTime;
    /** Computed when first asked for, because it takes hundreds of slots and is asked for at each run. */
    private volatile @Nullable Duration shortestGap;

    /**
     * @param expression Quartz cron expression of six or seven fields
     * @throws IllegalArgumentException if the parser does not accept the expression
     */
    public CronSchedule(String expression, ZoneId zone, Cron.Parser parser) {
        this.expression = expression.strip();
        this.zone = zone;
        this.cron = parser.parse(this.expression);
        this.allTheTime = restrictsNothingAboveMinutes(this.expression);
    }

    public String expression() {
        return expression;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public @Nullable Instant nextAfter(Instant after) {
        return allTheTime ? nextInOffset(after) : nextInLocalTime(after);
    }

    private @Nullable Instant nextInOffset(Instant after) {
        ZoneOffset offset = zone.getRules().getOffset(after);
        LocalDateTime next = cron.nextAfter(LocalDateTime.ofInstant(after, offset));
        return next == null ? null : next.toInstant(offset);
    }

    private @Nullable Instant nextInLocalTime(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        while (true) {
            local = cron.nextAfter(local);
            if (local == null) {
                return null;
            }
            Instant slot = instant(local);
            // Not after: the local time was already used in the first pass of an overlap, or collapsed at a gap's end.
            if (slot.isAfter(after)) {
                return slot;
            }
        }
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    private static boolean restrictsNothingAboveMinutes(String expression) {
        String[] fields = expression.toUpperCase(Locale.ROOT).split("\\s+");
        return fields.length >= YEAR
                && fields[HOUR].equals("*")
                && isAny(fields[DAY_OF_MONTH])
                && isAny(fields[MONTH])
                && isAny(fields[DAY_OF_WEEK])
                && (fields.length == YEAR || isAny(fields[YEAR]));
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    @Override
    public Duration longestGap(Instant from) {
        return allTheTime ? Slots.longestGapWithinHours(this, from) : Slots.longestGap(this, from);
    }

    @Override
    public Duration shortestGap() {
        Duration known = shortestGap;
        if (known == null) {
            known = Slots.shortestGap(this);
            shortestGap = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronSchedule that && expression.equals(that.expression) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return expression.hashCode() * 31 + zone.hashCode();
    }

    @Override
    public String toString() {
        return expression + " (" + zone + ")";
    }
}
