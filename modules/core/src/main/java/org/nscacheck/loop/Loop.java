/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A task that a node repeats for as long as it runs, on a thread of its own. No exception ends it, {@link Error}s included: it
 * pauses for a second and turns again. Its last turn shows whether it is alive. Made by {@link Loops}. Thread-safe.
 *
 * <p>With a full heap nothing can be allocated, so the code after a failure allocates as little as it can, and logs after the
 * next failure what it cannot log now.
 */
public final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    /** How long turns may fail in a row before the loop counts as dead: longer than a heap is full for a moment. */
    public static final Duration FAILING = Duration.ofSeconds(30);

    private final Kind kind;
    private final Turn turn;
    private final Executor threads;
    private final LongSupplier nanoTime;
    private final long pauseNanos;
    private final Semaphore wakeUps = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch firstTurn = new CountDownLatch(1);
    private final Outage turnOutage;
    private final Outage threadOutage;
    private boolean hasThread;
    /** When its next sign is due: a turn has begun then, or a rest ends. */
    private volatile long signNanos;

    private volatile @Nullable Failure failure;

    /** One turn of a loop. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Runs once. An exception is logged, and the next turn comes after a second.
         *
         * @return how long to rest before the next turn, unless woken; zero or less for not at all
         */
        Duration turn() throws InterruptedException;
    }

    /**
     * What kind of a loop it is.
     *
     * @param name for logs, and of its thread
     * @param vital whether the node is of no use without it, and gives up its lease
     * @param after how long after its start the first turn comes
     * @param linger how long it waits for more after it was woken
     * @param patience how long one turn may take before the loop counts as dead; longer than a slow database takes to answer
     */
    public record Kind(String name, boolean vital, Duration after, Duration linger, Duration patience) {

        private static final Duration PATIENCE = Duration.ofMinutes(2);

        /** A loop that a node needs to do anything. */
        public static Kind vital(String name) {
            return new Kind(name, true, Duration.ZERO, Duration.ZERO, PATIENCE);
        }

        /** A loop that a node can do without for a while. */
        public static Kind aside(String name) {
            return new Kind(name, false, Duration.ZERO, Duration.ZERO, PATIENCE);
        }

        /** The same with a delayed first turn. */
        public Kind after(Duration time) {
            return new Kind(name, vital, time, linger, patience);
        }

        /** The same, waiting for more after it was woken. */
        public Kind linger(Duration time) {
            return new Kind(name, vital, after, time, patience);
        }

        /** The same, with another limit for one turn. */
        public Kind patience(Duration time) {
            return new Kind(name, vital, after, linger, time);
        }
    }

    private record Failure(long sinceNanos, Class<?> type) {}

    Loop(Kind kind, Turn turn, Executor threads, LongSupplier nanoTime, Duration pause) {
        this.kind = kind;
        this.turn = turn;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.pauseNanos = pause.toNanos();
        this.signNanos = nanoTime.getAsLong();
        this.turnOutage = new Outage(
                log,
                Level.ERROR,
                "NSCA-450 loop failed, retrying every second loop=" + kind.name,
                "NSCA-451 loop recovered loop=" + kind.name,
                nanoTime);
        this.threadOutage = new Outage(
                log,
                Level.ERROR,
                "NSCA-452 loop thread could not be started, retrying loop=" + kind.name,
                "NSCA-453 loop thread started again loop=" + kind.name,
                nanoTime);
    }

    Kind kind() {
        return kind;
    }

    /** Has it turn soon; any number of calls may share one turn. */
    public void wake() {
        wakeUps.release();
    }

    /** Waits until it has once done its turn without an error; false if that takes longer. */
    public boolean awaitFirstTurn(Duration limit) throws InterruptedException {
        return firstTurn.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops after the current turn. */
    public void close() {
        closing.countDown();
        wake();
    }

    /** Closes it and waits until its turn has ended; false if that takes longer. */
    public synchronized boolean close(Duration limit) throws InterruptedException {
        close();
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (hasThread && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        return !hasThread;
    }

    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Begins, or begins again if its thread could not be started. Never throws. */
    synchronized void begin() {
        if (hasThread || isClosing()) {
            return;
        }
        try {
            signNanos = nanoTime.getAsLong();
            hasThread = true;
            threads.execute(this::run);
            threadOutage.worked();
        } catch (Throwable e) {
            hasThread = false;
            threadOutage.failed(e);
        }
    }

    /** Returns what it suffers from, or null if it lives. */
    synchronized @Nullable String ailment() {
        if (isClosing()) {
            return null;
        }
        if (!hasThread) {
            return "has no thread";
        }
        long now = nanoTime.getAsLong();
        Failure known = failure;
        if (known != null && now - known.sinceNanos > FAILING.toNanos()) {
            return "has failed for " + TimeUnit.NANOSECONDS.toSeconds(now - known.sinceNanos) + " s: "
                    + known.type.getSimpleName();
        }
        long late = now - signNanos;
        return late > kind.patience.toNanos()
                ? "has not completed for " + TimeUnit.NANOSECONDS.toSeconds(late) + " s"
                : null;
    }

    private void run() {
        try {
            Thread.currentThread().setName("nscacheck-" + kind.name);
            first();
            while (!isClosing()) {
                turnOnce();
            }
        } finally {
            synchronized (this) {
                hasThread = false;
                notifyAll();
            }
        }
    }

    private void first() {
        if (firstTurn.getCount() > 0) {
            try {
                rest(kind.after);
            } catch (Throwable e) {
                failedUnlessClosed(e);
            }
        }
    }

    // Whoever ends a loop closes it first; an interrupt that comes from elsewhere is a failure like any other.
    @SuppressWarnings("InterruptedExceptionSwallowed")
    private void turnOnce() {
        try {
            signNanos = nanoTime.getAsLong();
            Duration rest = turn.turn();
            succeeded();
            rest(rest);
        } catch (Throwable e) {
            failedUnlessClosed(e);
        }
    }

    /** A node that stops interrupts what waits, whatever exception that becomes. */
    private void failedUnlessClosed(Throwable e) {
        if (isClosing()) {
            log.debug("the last turn of the loop {} failed", kind.name, e);
        } else {
            failed(e);
        }
    }

    private void succeeded() {
        firstTurn.countDown();
        if (failure != null) {
            failure = null;
            turnOutage.worked();
        }
    }

    private void rest(Duration rest) throws InterruptedException {
        if (rest.isZero() || rest.isNegative()) {
            return;
        }
        signNanos = nanoTime.getAsLong() + rest.toNanos();
        boolean woken = wakeUps.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS);
        if (woken && !kind.linger.isZero() && closing.await(kind.linger.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        wakeUps.drainPermits();
    }

    private void failed(Throwable e) {
        try {
            if (failure == null) {
                failure = new Failure(nanoTime.getAsLong(), e.getClass());
            }
        } catch (Throwable unspeakable) {
            // Noted the next time.
        }
        turnOutage.failed(e);
        signNanos = nanoTime.getAsLong();
        if (!isClosing()) {
            LockSupport.parkNanos(pauseNanos);
        }
    }
}
