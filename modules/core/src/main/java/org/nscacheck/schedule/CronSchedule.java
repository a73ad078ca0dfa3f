/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;

/**
 * Slots of a Quartz cron expression in a time zone, kept verbatim.
 *
 * <p>An expression that restricts neither hour nor day nor month ({@code 0 0/15 * * * ?}) means "all the time": it follows
 * the zone's standard offset throughout the year, so that changes to and from daylight saving time leave neither a hole nor
 * a double. Where such a change is not a whole hour (Lord Howe Island), {@code 0 0 * * * ?} runs at half past in summer.
 *
 * <p>Every other expression means local time: a slot that falls into the gap of spring runs at the end of the gap, a slot
 * that occurs twice in autumn runs the first time only. Quartz' own {@code CronTrigger} does neither: it leaves a hole of
 * 75 minutes in the former and skips the latter.
 */
public final class CronSchedule implements Schedule {

    private static final Set<String> EVERY_HOUR = Set.of("*", "*/1", "0/1", "0-23");
    private static final int HOUR = 2;
    private static final int DAY_OF_MONTH = 3;
    private static final int MONTH = 4;
    private static final int DAY_OF_WEEK = 5;
    private static final int YEAR = 6;

    private static final Duration A_YEAR = Duration.ofDays(366);
    /** What runs all the time repeats itself each hour. */
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    private final String expression;
    private final ZoneId zone;
    private final Cron cron;
    private final boolean allTheTime;
    /** Found when first asked for, because it takes hundreds of steps and each run asks; racing threads find the same. */
    private volatile @Nullable Duration shortestGap;

    /**
     * @param expression Quartz cron expression of six or seven fields
     * @throws RefusedException if the parser does not accept the expression
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
        return allTheTime ? nextInStandardOffset(after) : nextInLocalTime(after);
    }

    private @Nullable Instant nextInStandardOffset(Instant after) {
        ZoneOffset offset = zone.getRules().getStandardOffset(after);
        LocalDateTime next = cron.nextAfter(LocalDateTime.ofInstant(after, offset));
        return next == null ? null : next.toInstant(offset);
    }

    private @Nullable Instant nextInLocalTime(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isOverlap() && !after.isBefore(transition.getInstant())) {
            // The second pass: its slots were used in the first, so look from its end on.
            local = transition.getDateTimeBefore().minusNanos(1);
        }
        LocalDateTime next = cron.nextAfter(local);
        return next == null ? null : instant(next);
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }

    @Override
    public boolean followsTheWall() {
        return !allTheTime;
    }

    @Override
    public @Nullable LocalDateTime ambiguousSlot(ZoneOffsetTransition change) {
        LocalDateTime start = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
        LocalDateTime end = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
        LocalDateTime slot = allTheTime ? null : cron.nextAfter(start.minusSeconds(1));
        return slot != null && slot.isBefore(end) ? slot : null;
    }

    private static boolean restrictsNothingAboveMinutes(String expression) {
        String[] fields = expression.toUpperCase(Locale.ROOT).split("\\s+");
        return fields.length >= YEAR
                && EVERY_HOUR.contains(fields[HOUR])
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
        return Slots.longestGap(this, from, allTheTime ? TWO_HOURS : A_YEAR);
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
