/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A point on the monotonic clock after which waiting has no use any more. Immutable. */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long at;

    private Deadline(LongSupplier nanoTime, long at) {
        this.nanoTime = nanoTime;
        this.at = at;
    }

    /** Returns a deadline that long from now. */
    public static Deadline in(Duration duration) {
        return in(duration, System::nanoTime);
    }

    /** Returns a deadline that long from now on the given clock of nanoseconds. */
    public static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    /** Returns what is left, zero if nothing is. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, at - nanoTime.getAsLong()));
    }

    public boolean isOver() {
        return at - nanoTime.getAsLong() <= 0;
    }

    /** Returns the deadline that comes after this share of what is left, from 0 to 1. */
    public Deadline share(double share) {
        return in(Duration.ofNanos((long) (left().toNanos() * share)), nanoTime);
    }

    /** Returns the earlier of this deadline and one that long from now. */
    public Deadline atMost(Duration duration) {
        Deadline other = in(duration, nanoTime);
        return at - other.at <= 0 ? this : other;
    }
}
