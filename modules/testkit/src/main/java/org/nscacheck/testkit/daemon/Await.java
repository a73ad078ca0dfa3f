/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for another process, which cannot call back: looking every 5 ms. */
final class Await {

    /** Longer than any daemon here takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long STEP_NANOS = Duration.ofMillis(5).toNanos();

    private Await() {}

    /**
     * Returns when the condition holds.
     *
     * @param failure what the error says if it does not come to hold in time
     */
    static void until(BooleanSupplier condition, Duration patience, Supplier<String> failure) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError(failure.get() + " (waited " + patience + ")");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting: " + failure.get());
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
