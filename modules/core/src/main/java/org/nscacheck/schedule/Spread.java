/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import java.util.UUID;

/**
 * Moves each check by its own small, fixed delay, so that ten thousand checks on one schedule do not start in the same
 * second. The delay depends on the check's id alone: it is the same on all nodes and after a restart.
 */
public final class Spread {

    /** Longest delay unless configured otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    /** Checks that are due within so short a time are due together: one look, one record and one batch serve them all. */
    public static final Duration STEP = Duration.ofSeconds(1);

    private Spread() {}

    /**
     * Returns the delay of a check behind its slots: at least zero, less than the limit and less than the shortest gap
     * between two slots, and a multiple of {@link #STEP}. A limit of zero means exactly on the slot.
     */
    public static Duration offset(UUID id, Schedule schedule, Duration limit) {
        long window = window(schedule, limit).toMillis();
        if (window <= 0) {
            return Duration.ZERO;
        }
        long offset = Math.floorMod(mix(id), window);
        return Duration.ofMillis(offset - offset % STEP.toMillis());
    }

    /** Returns over how long the runs of a schedule may be spread: its shortest gap, but no more than the limit. */
    public static Duration window(Schedule schedule, Duration limit) {
        Duration gap = schedule.shortestGap();
        return gap.compareTo(limit) < 0 ? gap : limit;
    }

    /** Finalizer of MurmurHash3: random UUIDs have fixed bits, name-based ones little variety in some. */
    private static long mix(UUID id) {
        long h = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
