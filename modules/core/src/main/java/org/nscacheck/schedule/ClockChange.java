/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change to or from daylight saving time does to a schedule.
 *
 * @param at when clocks change
 * @param slot a slot that local time does not have and that runs at the end of the gap, or that it has twice and that runs the first
 *     time; null if only the time between two slots differs
 * @param usual time between the slots around the change, by the clock on the wall
 * @param real the same as it passes
 */
public record ClockChange(ZoneOffsetTransition at, @Nullable LocalDateTime slot, Duration usual, Duration real) {

    private static final Duration A_YEAR = Duration.ofDays(366);
    /** No change is closer to the next one than weeks. */
    private static final int MOST = 12;

    /** Returns whether clocks go forward, so that an hour of local time is missing. */
    public boolean isForward() {
        return at.isGap();
    }

    /** Returns what the changes of a year do to a schedule, those that do nothing left out. */
    public static List<ClockChange> within(Schedule schedule, Instant from) {
        List<ClockChange> changes = new ArrayList<>();
        if (!schedule.followsTheWall()) {
            return changes;
        }
        Instant end = from.plus(A_YEAR);
        ZoneOffsetTransition next = schedule.zone().getRules().nextTransition(from);
        for (int i = 0; i < MOST && next != null && next.getInstant().isBefore(end); i++) {
            ClockChange change = of(schedule, next);
            if (change != null) {
                changes.add(change);
            }
            next = schedule.zone().getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    private static @Nullable ClockChange of(Schedule schedule, ZoneOffsetTransition at) {
        Instant before = Slots.lastBefore(schedule, at.getInstant());
        Instant after = schedule.nextAfter(at.getInstant().minusNanos(1));
        if (before == null || after == null) {
            return null;
        }
        LocalDateTime slot = schedule.ambiguousSlot(at);
        Duration usual = Duration.between(local(before, schedule.zone()), local(after, schedule.zone()));
        Duration real = Duration.between(before, after);
        return slot == null && usual.equals(real) ? null : new ClockChange(at, slot, usual, real);
    }

    private static LocalDateTime local(Instant moment, ZoneId zone) {
        return LocalDateTime.ofInstant(moment, zone);
    }
}
