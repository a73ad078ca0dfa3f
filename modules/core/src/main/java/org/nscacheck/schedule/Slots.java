/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the gaps of a schedule.
 *
 * <p>Walking a year of a schedule with a slot each second would take 30 million steps. But whether a second has a slot does
 * not depend on the hour, so every hour that has slots has the same ones. It is enough to walk a few of these hours, and to
 * look then at what lies around each end of an hour, of which a year has less than 9,000; hours without slots are
 * skipped. Changes of the offset cut an hour short and count as ends.
 */
final class Slots {

    /** Any moment does; a fixed one keeps the spread of a check the same on all nodes and for ever. */
    private static final Instant REFERENCE = Instant.parse("2024-01-01T00:00:00Z");

    private static final int WALK = 500;
    private static final int SECONDS = 3600;
    /** The first may have begun before, and a change of the offset may cut the second: the third is whole. */
    private static final int HOURS = 3;

    private static final List<Duration> BACK =
            List.of(Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(40), Duration.ofDays(400));

    private Slots() {}

    static Duration shortestGap(Schedule schedule) {
        Duration shortest = null;
        Instant slot = schedule.nextAfter(REFERENCE);
        for (int i = 0; i < WALK && slot != null; i++) {
            Instant next = schedule.nextAfter(slot);
            if (next != null) {
                Duration gap = Duration.between(slot, next);
                shortest = shortest == null || gap.compareTo(shortest) < 0 ? gap : shortest;
            }
            slot = next;
        }
        return shortest == null ? Duration.ZERO : shortest;
    }

    /** Returns the longest gap that begins within a period that begins with the next slot. */
    static Duration longestGap(Schedule schedule, Instant from, Duration period) {
        Instant before = schedule.nextAfter(from);
        if (before == null) {
            return Duration.ZERO;
        }
        ZoneRules rules = schedule.zone().getRules();
        Instant end = before.plus(period);
        Duration longest = longestWithinAnHour(schedule, rules, before);
        while (before != null && before.isBefore(end)) {
            Instant mark = earlier(endOfHour(rules, before), end);
            Instant next = schedule.nextAfter(mark.minusNanos(1));
            if (next != null && mayBeLonger(schedule, before, next, longest)) {
                longest = longer(longest, Duration.between(lastBefore(schedule, before, mark), next));
            }
            before = next;
        }
        return longest;
    }

    private static Duration longestWithinAnHour(Schedule schedule, ZoneRules rules, Instant first) {
        Duration longest = Duration.ZERO;
        Instant slot = first;
        for (int hour = 0; hour < HOURS && slot != null; hour++) {
            Instant end = endOfHour(rules, slot);
            Instant next = schedule.nextAfter(slot);
            while (next != null && next.isBefore(end)) {
                longest = longer(longest, Duration.between(slot, next));
                slot = next;
                next = schedule.nextAfter(slot);
            }
            slot = next;
        }
        return longest;
    }

    private static Instant endOfHour(ZoneRules rules, Instant moment) {
        long offset = rules.getOffset(moment).getTotalSeconds();
        long hour = Math.floorDiv(moment.getEpochSecond() + offset, SECONDS);
        Instant end = Instant.ofEpochSecond((hour + 1) * SECONDS - offset);
        ZoneOffsetTransition transition = rules.nextTransition(moment);
        return transition == null ? end : earlier(end, transition.getInstant());
    }

    /** Returns whether no slot lies less than the longest known gap before this one. */
    private static boolean mayBeLonger(Schedule schedule, Instant before, Instant slot, Duration longest) {
        return Duration.between(before, slot).compareTo(longest) > 0
                && slot.equals(schedule.nextAfter(slot.minus(longest).minusNanos(1)));
    }

    /** Returns the last slot before the mark by halving, because there may be one in each second. */
    private static Instant lastBefore(Schedule schedule, Instant slot, Instant mark) {
        Instant last = slot;
        Instant high = mark;
        Instant next = schedule.nextAfter(last);
        while (next != null && next.isBefore(mark)) {
            Instant middle = last.plus(Duration.between(last, high).dividedBy(2));
            Instant found = schedule.nextAfter(middle);
            if (found != null && found.isBefore(mark)) {
                last = found;
            } else {
                last = next;
                high = middle;
            }
            next = schedule.nextAfter(last);
        }
        return last;
    }

    /** Returns the last slot before a moment and not long before a year ago, or null if there is none. */
    static @Nullable Instant lastBefore(Schedule schedule, Instant mark) {
        for (Duration back : BACK) {
            Instant slot = schedule.nextAfter(mark.minus(back));
            if (slot != null && slot.isBefore(mark)) {
                return lastBefore(schedule, slot, mark);
            }
        }
        return null;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
