/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A point on the monotonic clock after which nothing waits any more. It may know the store's time too, by which an OK is
 * judged while it is on its way: what the store said, plus the monotonic time since this was made. So it is rather ahead of the
 * store's clock than behind it, also after a freeze of this process. Immutable.
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long madeAt;
    private final long at;
    /** The store's time when this was made, or null if that is not known. */
    private final @Nullable Instant storeTime;

    private Deadline(LongSupplier nanoTime, long madeAt, long at, @Nullable Instant storeTime) {
        this.nanoTime = nanoTime;
        this.madeAt = madeAt;
        this.at = at;
        this.storeTime = storeTime;
    }

    /** Returns a deadline that long from now. */
    public static Deadline in(Duration duration) {
        return in(duration, System::nanoTime);
    }

    /** Returns a deadline that long from now on the given clock of nanoseconds. */
    public static Deadline in(Duration duration, LongSupplier nanoTime) {
        long now = nanoTime.getAsLong();
        return new Deadline(nanoTime, now, now + duration.toNanos(), null);
    }

    /**
     * Returns the same deadline, which knows the store's time.
     *
     * @param storeTime time of the store's clock at some moment after this was made
     */
    public Deadline withStoreTime(Instant storeTime) {
        return new Deadline(nanoTime, madeAt, at, storeTime);
    }

    /** Returns whether this time has passed on the store's clock; false if the deadline does not know that clock. */
    public boolean hasPassed(Instant time) {
        return storeTime().filter(now -> now.isAfter(time)).isPresent();
    }

    /** Returns the store's time now, empty if the deadline does not know that clock. */
    public Optional<Instant> storeTime() {
        return Optional.ofNullable(storeTime).map(then -> then.plusNanos(nanoTime.getAsLong() - madeAt));
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
        return endingIn((long) (left().toNanos() * share));
    }

    /** Returns the earlier of this deadline and one that long from now. */
    public Deadline atMost(Duration duration) {
        Deadline other = endingIn(duration.toNanos());
        return at - other.at <= 0 ? this : other;
    }

    private Deadline endingIn(long nanos) {
        return new Deadline(nanoTime, madeAt, nanoTime.getAsLong() + nanos, storeTime);
    }
}
