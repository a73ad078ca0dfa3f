/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until the test moves it, forwards or backwards.
 *
 * <p>Threads may share it; a reader sees either the old or the new time.
 */
public final class SettableClock implements InstantSource {

    /** Where {@link #SettableClock()} starts: a Thursday noon in UTC, away from every end of month and change of summer time. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-15T12:00:00Z");

    private volatile Instant now;

    /** Makes a clock that stands at {@link #DEFAULT_START}. */
    public SettableClock() {
        this(DEFAULT_START);
    }

    public SettableClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock by that much, backwards if it is negative, and returns the new time. */
    public synchronized Instant advance(Duration duration) {
        now = now.plus(duration);
        return now;
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }

    @Override
    public String toString() {
        return "SettableClock[" + instant() + "]";
    }
}
