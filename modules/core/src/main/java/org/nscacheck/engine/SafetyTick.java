/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.function.Supplier;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;

/**
 * Wakes the engines at least every second, and sooner when they know of something due sooner. Sufficient alone: if Quartz,
 * a trigger or a notification is lost, nothing starts more than a second late.
 */
public final class SafetyTick {

    /** The longest time between two ticks. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private final Supplier<Duration> untilNextDue;
    private final Runnable wake;

    /**
     * @param untilNextDue how long it is until something is due
     * @param wake what is to be done then; short
     */
    public SafetyTick(Supplier<Duration> untilNextDue, Runnable wake) {
        this.untilNextDue = untilNextDue;
        this.wake = wake;
    }

    /** Starts ticking; ends with the loop that is returned. */
    public Loop start(Loops loops) {
        return loops.start(Loop.Kind.vital("tick").after(next()), this::tick);
    }

    private Duration tick() {
        wake.run();
        return next();
    }

    private Duration next() {
        long millis = untilNextDue.get().toMillis() + 1;
        return Duration.ofMillis(Math.max(10, Math.min(PERIOD.toMillis(), millis)));
    }
}
