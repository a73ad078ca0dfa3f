/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;

/**
 * Wakes the engines at least every second, and sooner those that know of something due sooner. Sufficient alone: if Quartz,
 * a trigger or a notification is lost, nothing starts more than a second late.
 */
public final class SafetyTick {

    /** The longest time between two ticks. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private final Supplier<Duration> untilNextDue;
    private final Runnable wakeDue;
    private final Runnable wakeAll;
    private long wokenAt = System.nanoTime();

    /**
     * @param untilNextDue how long it is until something is due
     * @param wakeDue wakes what has something due; short
     * @param wakeAll wakes everything, since only the store knows what other nodes have done; short
     */
    public SafetyTick(Supplier<Duration> untilNextDue, Runnable wakeDue, Runnable wakeAll) {
        this.untilNextDue = untilNextDue;
        this.wakeDue = wakeDue;
        this.wakeAll = wakeAll;
    }

    /** Starts ticking; ends with the loop that is returned. */
    public Loop start(Loops loops) {
        return loops.start(Loop.Kind.vital("tick").after(next()), this::tick);
    }

    private Duration tick() {
        if (untilAll() <= 0) {
            wokenAt = System.nanoTime();
            wakeAll.run();
        } else {
            wakeDue.run();
        }
        return next();
    }

    private long untilAll() {
        return PERIOD.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - wokenAt);
    }

    private Duration next() {
        long millis = untilNextDue.get().toMillis() + 1;
        return Duration.ofMillis(Math.max(10, Math.min(untilAll(), millis)));
    }
}
