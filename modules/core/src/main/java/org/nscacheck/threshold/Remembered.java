/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one metric under one rule, or of one value list of collectd's mode, or of one counter.
 *
 * @param told the level that holds, which is the last one that was reported
 * @param counts values in a row
 * @param seen when the metric was last in a result, or first looked for
 * @param missing whether it was reported as missing
 * @param raw last value of a counter, else null
 */
record Remembered(
        Level told,
        Counts counts,
        Instant seen,
        boolean missing,
        @Nullable Raw raw) {

    static Remembered first(Instant seen) {
        return new Remembered(Level.UNDECIDED, Counts.ZERO, seen, false, null);
    }

    static Remembered counter(BigDecimal value, Instant at) {
        return new Remembered(Level.UNDECIDED, Counts.ZERO, at, false, new Raw(value, at));
    }

    Remembered seenAt(Instant at) {
        return new Remembered(told, counts, at, missing, raw);
    }

    /** A counter's value and when it was measured. */
    record Raw(BigDecimal value, Instant at) {}

    /**
     * How many values in a row were at least this bad, or good. None counts further than it matters.
     *
     * @param unknown at least unknown
     * @param warning at least warning
     * @param failure failure; in collectd's mode its one counter
     * @param good good
     */
    record Counts(int unknown, int warning, int failure, int good) {

        static final Counts ZERO = new Counts(0, 0, 0, 0);

        /** Counts a value of this level. */
        Counts after(Level level, int hits, int recoverAfter) {
            if (!level.isBad()) {
                return new Counts(0, 0, 0, Math.min(good + 1, recoverAfter));
            }
            return new Counts(
                    next(unknown, level, Level.UNKNOWN, hits),
                    next(warning, level, Level.WARNING, hits),
                    next(failure, level, Level.FAILURE, hits),
                    0);
        }

        private static int next(int count, Level level, Level counted, int most) {
            return level.compareTo(counted) < 0 ? 0 : Math.min(count + 1, most);
        }

        /** Returns how many values in a row were at least this bad. */
        int count(Level level) {
            return switch (level) {
                case FAILURE -> failure;
                case WARNING -> warning;
                default -> unknown;
            };
        }

        /** Returns the worst level that this many values in a row reached; {@link Level#OKAY} for none. */
        Level reached(int hits) {
            if (failure >= hits) {
                return Level.FAILURE;
            }
            if (warning >= hits) {
                return Level.WARNING;
            }
            return unknown >= hits ? Level.UNKNOWN : Level.OKAY;
        }
    }
}
