/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a program writes, at no more than a bounded pace: what writes more is held up by its full pipe. Never waits for a program that has
 * ended, whoever else holds the pipe open. Ends when the program or this has ended. For one reading thread.
 */
final class ProgramOutput extends InputStream {

    /** So many bytes a second are read in the long run: some hundred lines. */
    static final int BYTES_PER_SECOND = 16_384;

    /** So many bytes may come at once after a rest. */
    static final int BURST = 4 * BYTES_PER_SECOND;

    private static final int PIPE = 65_536;
    private static final long PAUSE_MILLIS = 50;

    private final InputStream from;
    private final BooleanSupplier alive;
    private final CountDownLatch closed;
    private final LongSupplier nanoTime;
    private final byte[] single = new byte[1];
    private long filledNanos;
    private double budget = BURST;
    /** What the pipe can still hold of a program that has ended; the rest would be that of others. */
    private int leftAfterEnd = PIPE;

    /**
     * @param alive whether the program may write more
     * @param closed ends the reading
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    ProgramOutput(InputStream from, BooleanSupplier alive, CountDownLatch closed, LongSupplier nanoTime) {
        this.from = from;
        this.alive = alive;
        this.closed = closed;
        this.nanoTime = nanoTime;
        this.filledNanos = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        do {
            boolean ended = !alive.getAsBoolean();
            int there = Math.min(from.available(), ended ? Math.min(length, leftAfterEnd) : length);
            if (ended && there == 0) {
                return -1;
            }
            int now = Math.min(there, allowed());
            if (now > 0) {
                budget -= now;
                leftAfterEnd -= ended ? now : 0;
                return from.read(into, offset, now);
            }
        } while (rest());
        return -1;
    }

    private int allowed() {
        long now = nanoTime.getAsLong();
        double more = (double) (now - filledNanos) / TimeUnit.SECONDS.toNanos(1) * BYTES_PER_SECOND;
        filledNanos = now;
        budget = Math.min(BURST, budget + more);
        return (int) budget;
    }

    /** Returns whether it goes on. */
    private boolean rest() {
        try {
            return !closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
