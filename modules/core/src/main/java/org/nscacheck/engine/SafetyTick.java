/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Wakes the engines at least every second, and sooner when they know of something due sooner. Sufficient alone: if Quartz,
 * a trigger or a notification is lost, nothing starts more than a second late.
 */
public final class SafetyTick implements AutoCloseable {

    /** The longest time between two ticks. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private final ScheduledExecutorService timer;
    private final Supplier<Duration> untilNextDue;
    private final Runnable wake;
    private volatile boolean closed;

    /**
     * @param untilNextDue how long it is until something is due
     * @param wake what is to be done then; short
     */
    public SafetyTick(ScheduledExecutorService timer, Supplier<Duration> untilNextDue, Runnable wake) {
        this.timer = timer;
        this.untilNextDue = untilNextDue;
        this.wake = wake;
    }

    /** Starts ticking. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for a tick, and it cannot fail unseen
    public void start() {
        Duration next = untilNextDue.get();
        long millis = Math.max(10, Math.min(PERIOD.toMillis(), next.toMillis() + 1));
        try {
            timer.schedule(this::tick, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            wake.run();
        } finally {
            start();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
