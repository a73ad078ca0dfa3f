/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a loop has something to do next, as far as its node knows; an alarm is set for it. What other nodes have done only the store
 * knows, so a look is due after a second in any case. A look that is under way does not know what is added meanwhile, so that
 * both are compared when it ends. Thread-safe.
 */
public final class NextDue {

    /** Until then, or longer, there is nothing to do, as when all checks are paused: for thousands of years, too much to count. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** An alarm of another clock may ring a little before ours says so. */
    private static final Duration EARLY = Duration.ofMillis(3);

    /** The longest time between two looks. */
    public static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Alarm alarm;
    private long lookedNanos = System.nanoTime() - LONGEST_REST.toNanos();
    private boolean known;
    private long nanos;
    /** What was added since the look under way has begun; a look that has not ended is of no account. */
    private @Nullable Long addedNanos;

    /** @param alarm is told whenever that changes */
    public NextDue(Alarm alarm) {
        this.alarm = alarm;
    }

    /** Says that a look begins: whoever is woken for what it may find need not be woken for it once more. */
    public synchronized void looking() {
        lookedNanos = System.nanoTime();
        known = false;
        addedNanos = null;
    }

    /** Ends a look that has found it due after this delay; what is more than a day away is looked for again after a day. */
    public synchronized void in(Duration delay) {
        Duration sooner = shorter(delay, untilAdded());
        set(sooner);
    }

    /** Ends a look that has found nothing. */
    public synchronized void unknown() {
        known = false;
        Duration added = untilAdded();
        if (added.compareTo(LONGEST) < 0) {
            set(added);
        }
    }

    /** Says that something more is due after this delay. */
    public synchronized void add(Duration delay) {
        addedNanos = System.nanoTime() + shorter(delay, untilAdded()).toNanos();
        if (delay.compareTo(remaining()) < 0) {
            set(delay);
        }
    }

    private void set(Duration delay) {
        Duration limited = shorter(delay, LONGEST);
        nanos = System.nanoTime() + limited.toNanos();
        known = true;
        alarm.ringIn(limited);
    }

    private Duration untilAdded() {
        return addedNanos == null ? LONGEST : Duration.ofNanos(Math.max(0, addedNanos - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Returns how long it is until then, zero or more; a day if nothing is due. */
    public synchronized Duration remaining() {
        return known ? Duration.ofNanos(Math.max(0, nanos - System.nanoTime())) : LONGEST;
    }

    /** Returns how long it is until the next look, zero or more: until something is due, or for a second after the last one. */
    public synchronized Duration untilLook() {
        long rested = System.nanoTime() - lookedNanos;
        return shorter(remaining(), Duration.ofNanos(Math.max(0, LONGEST_REST.toNanos() - rested)));
    }

    /** Returns whether it is time for a look, and none has begun. */
    public boolean isDue() {
        return untilLook().compareTo(EARLY) < 0;
    }
}
