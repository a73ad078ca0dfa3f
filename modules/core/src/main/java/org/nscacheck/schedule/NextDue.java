/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.schedule;

import java.time.Duration;

/** When a loop has something to do next, as far as its node knows; an alarm is set for it. Thread-safe. */
public final class NextDue {

    /** Until then, or longer, there is nothing to do, as when all checks are paused: for thousands of years, too much to count. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Alarm alarm;
    private volatile boolean known;
    private volatile long nanos;

    /** @param alarm is told whenever that changes */
    public NextDue(Alarm alarm) {
        this.alarm = alarm;
    }

    /** Says that it is due after this delay; what is more than a day away is looked for again after a day. */
    public void in(Duration delay) {
        Duration limited = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        nanos = System.nanoTime() + limited.toNanos();
        known = true;
        alarm.ringIn(limited);
    }

    /** Says that nothing is due until something else happens. */
    public void unknown() {
        known = false;
    }

    /** Returns how long it is until then, zero or more; a day if nothing is due. */
    public Duration remaining() {
        return known ? Duration.ofNanos(Math.max(0, nanos - System.nanoTime())) : LONGEST;
    }
}
