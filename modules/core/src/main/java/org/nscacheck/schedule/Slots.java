/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/** Measures the gaps of a schedule. */
final class Slots {

    /** Any moment does; a fixed one keeps the spread of a check the same on all nodes and for ever. */
    private static final Instant REFERENCE = Instant.parse("2024-01-01T00:00:00Z");

    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration SHORTEST_STEP = Duration.ofMinutes(5);
    private static final int WALK = 500;
    /** Enough slots of one second each to walk from two hours before a transition to two hours behind it. */
    private static final int WALK_TRANSITION = 20_000;

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

    /*
     * Walking a year of a schedule that fires every second would take 30 million steps. A gap longer than the longest one
     * known (G) must cover at least one whole step of a ruler with marks G/2 apart, so looking at the slot behind each mark
     * cannot miss it. The walk over the first slots and around the changes of offset gives a good G to start with. The marks
     * are at least five minutes apart: a gap of less than ten minutes that none of the walks met is not worth the time.
     */
    static Duration longestGap(Schedule schedule, Instant from) {
        Instant end = from.plus(YEAR);
        Duration longest = walk(schedule, from, end, WALK, Duration.ZERO);
        for (Instant transition : transitions(schedule.zone(), from, end)) {
            longest = walk(
                    schedule,
                    transition.minus(Duration.ofHours(2)),
                    transition.plus(Duration.ofHours(2)),
                    WALK_TRANSITION,
                    longest);
        }
        Instant mark = from;
        while (mark.isBefore(end)) {
            Instant next = schedule.nextAfter(mark);
            if (next == null) {
                break;
            }
            Duration step = max(longest.dividedBy(2), SHORTEST_STEP);
            if (Duration.between(mark, next).compareTo(step) >= 0) {
                longest = max(longest, gapBefore(schedule, mark, next, longest));
                mark = next;
            } else {
                mark = mark.plus(step);
            }
        }
        return longest;
    }

    /** Returns the gap that ends at a slot and reaches back before the mark, as far as it can be the longest. */
    private static Duration gapBefore(Schedule schedule, Instant mark, Instant next, Duration longest) {
        Instant low = mark.minus(max(longest, Duration.between(mark, next)));
        Instant last = low;
        Instant high = mark;
        // The slots before the mark may be dense, so the last of them is found by halving instead of walking.
        while (Duration.between(low, high).compareTo(Duration.ofMillis(500)) > 0) {
            Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
            Instant found = schedule.nextAfter(middle);
            if (found != null && !found.isAfter(mark)) {
                last = found;
                low = found;
            } else {
                high = middle;
            }
        }
        return Duration.between(last, next);
    }

    /** Returns the longest gap of a schedule that repeats itself every hour, come what may. */
    static Duration longestGapWithinHours(Schedule schedule, Instant from) {
        return walk(schedule, from, from.plus(Duration.ofHours(2)), WALK_TRANSITION, Duration.ZERO);
    }

    private static Duration walk(Schedule schedule, Instant from, Instant end, int steps, Duration longest) {
        Instant slot = schedule.nextAfter(from);
        Duration result = longest;
        for (int i = 0; i < steps && slot != null && slot.isBefore(end); i++) {
            Instant next = schedule.nextAfter(slot);
            if (next != null) {
                result = max(result, Duration.between(slot, next));
            }
            slot = next;
        }
        return result;
    }

    private static List<Instant> transitions(ZoneId zone, Instant from, Instant end) {
        List<Instant> found = new ArrayList<>();
        ZoneOffsetTransition transition = zone.getRules().nextTransition(from);
        while (transition != null && transition.getInstant().isBefore(end)) {
            found.add(transition.getInstant());
            transition = zone.getRules().nextTransition(transition.getInstant());
        }
        return found;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
