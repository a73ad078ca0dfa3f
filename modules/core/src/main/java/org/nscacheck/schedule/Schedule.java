/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * A grid of time slots, each of which asks for one run. Pinned to the calendar: neither a slow run nor a restart moves
 * it. Immutable and thread-safe.
 */
public sealed interface Schedule permits CronSchedule, IntervalSchedule {

    /** Returns the first slot after the given moment, or null if there is none any more. */
    @Nullable
    Instant nextAfter(Instant after);

    /** Returns the time zone in which the slots are meant. */
    ZoneId zone();

    /**
     * Returns the longest time between two slots in the year that begins with the first slot after the given moment; the
     * last such gap may end behind that year. Changes to and from daylight saving time
     * are included. It is what a receiver's freshness threshold has to allow for. Zero if there are fewer than two slots.
     */
    Duration longestGap(Instant from);

    /**
     * Returns the shortest time between two slots among the first hundreds. It bounds the spread, see {@link Spread}. Zero
     * if there are fewer than two slots.
     */
    Duration shortestGap();

    /** Returns whether the slots follow the clock on the wall, which changes to and from daylight saving time move. */
    boolean followsTheWall();

    /**
     * Returns the first slot that local time does not have, or has twice, because of a change of the offset.
     *
     * @return that slot as it was meant, or null if the change concerns none
     */
    default @Nullable LocalDateTime ambiguousSlot(ZoneOffsetTransition change) {
        return null;
    }
}
