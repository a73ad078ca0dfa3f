/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.function.Supplier;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.schedule.NextDue;

/**
 * Wakes the engines when something is due, or when they have not looked for a second. Sufficient alone: if Quartz, a trigger or a
 * notification is lost, nothing starts more than a second late.
 */
public final class SafetyTick {

    /** What becomes due while it waits is looked for this much later at most. */
    private static final Duration LEAST = Duration.ofMillis(10);

    private final Supplier<Duration> untilLook;
    private final Runnable wakeDue;

    /**
     * @param untilLook how long it is until one of them should look
     * @param wakeDue wakes those that should look; short
     */
    public SafetyTick(Supplier<Duration> untilLook, Runnable wakeDue) {
        this.untilLook = untilLook;
        this.wakeDue = wakeDue;
    }

    /** Starts ticking; ends with the loop that is returned. */
    public Loop start(Loops loops) {
        return loops.start(Loop.Kind.vital("tick").after(next()), this::tick);
    }

    private Duration tick() {
        wakeDue.run();
        return next();
    }

    private Duration next() {
        long millis = untilLook.get().toMillis() + 1;
        return Duration.ofMillis(Math.max(LEAST.toMillis(), Math.min(NextDue.LONGEST_REST.toMillis(), millis)));
    }
}
