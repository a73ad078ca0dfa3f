/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;

/**
 * The workers of this node: how many are free, and which are lost to checks that ignored the interrupt after their timeout.
 * A lost one is replaced, and counted until its thread ends.
 *
 * <p>Where checks are short, more of them are claimed than there are free workers, so that these need not wait for the
 * database between two: no more than have ended within the last quarter of a second, since what waits here is hidden from an
 * idle node. Thread-safe.
 */
final class Workers {

    private static final long WINDOW_NANOS = Duration.ofMillis(250).toNanos();
    private static final int MAX_AHEAD = 500;

    private final int max;
    private final RunGroups groups;
    private final LongSupplier nanoTime;
    private final Runnable onFree;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<CheckId, Integer> hanging = new HashMap<>();
    private int busy;
    private int abandoned;
    private boolean wanted;
    private long windowBegan;
    private int endedInWindow;
    private int endedBefore;

    private record Waiting(Claim claim, Worker worker, Consumer<Worker> start, long since) {}

    /** @param onFree called when a worker frees up after a claim found none */
    Workers(int max, RunGroups groups, LongSupplier nanoTime, Runnable onFree) {
        this.max = max;
        this.groups = groups;
        this.nanoTime = nanoTime;
        this.onFree = onFree;
        this.windowBegan = nanoTime.getAsLong();
    }

    /** Returns what may be claimed now; empty if all workers are busy. */
    synchronized List<RunGroups.Portion> portions() {
        int available = available();
        wanted = available <= 0 || groups.isAnyFull();
        return available <= 0 ? List.of() : groups.portions(available);
    }

    /** Returns how many checks may be claimed now, whatever their groups. */
    synchronized int available() {
        turnWindow();
        int ahead = Math.min(MAX_AHEAD, Math.max(endedInWindow, endedBefore));
        return max - busy + ahead - waiting.size();
    }

    private void turnWindow() {
        long now = nanoTime.getAsLong();
        if (now - windowBegan >= WINDOW_NANOS) {
            endedBefore = now - windowBegan < 2 * WINDOW_NANOS ? endedInWindow : 0;
            endedInWindow = 0;
            windowBegan = now;
        }
    }

    /** Returns whether an earlier run of this check still keeps a thread after its timeout. */
    synchronized boolean isHanging(CheckId check) {
        return hanging.containsKey(check);
    }

    /** Returns how many threads are lost. */
    synchronized int abandoned() {
        return abandoned;
    }

    /** Starts the check as soon as a worker is free. */
    void submit(Claim claim, Check check, Consumer<Worker> start) {
        Worker worker = new Worker(check);
        synchronized (this) {
            groups.began(check.handler());
            if (busy >= max) {
                await(new Waiting(claim, worker, start, nanoTime.getAsLong()));
                return;
            }
            busy++;
        }
        start.accept(worker);
    }

    private void await(Waiting next) {
        try {
            waiting.add(next);
        } catch (Error e) {
            groups.ended(next.worker.check.handler());
            throw e;
        }
    }

    /** Returns the claims whose checks have waited that long for a worker, and are not begun here any more. */
    synchronized List<Claim> takeWaiting(Duration atLeast) {
        List<Claim> claims = new ArrayList<>();
        long now = nanoTime.getAsLong();
        // The oldest are first.
        while (!waiting.isEmpty() && now - waiting.element().since >= atLeast.toNanos()) {
            Waiting never = waiting.remove();
            groups.ended(never.worker.check.handler());
            claims.add(never.claim);
        }
        return claims;
    }

    /** Waits until nothing runs any more; false if that takes longer. */
    synchronized boolean awaitAll(Duration limit) throws InterruptedException {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        long left = limit.toNanos();
        while (busy > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - nanoTime.getAsLong();
        }
        return busy == 0;
    }

    private void release(Check check) {
        Waiting next;
        boolean tell;
        synchronized (this) {
            groups.ended(check.handler());
            turnWindow();
            endedInWindow++;
            next = waiting.poll();
            if (next == null) {
                busy--;
                notifyAll();
            }
            tell = wanted;
        }
        if (next != null) {
            next.start.accept(next.worker);
        }
        if (tell) {
            onFree.run();
        }
    }

    /** One worker at its check: free again by the timeout or by the thread, whichever is first. */
    final class Worker {

        private final Check check;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean threadEnded;
        private boolean isAbandoned;

        private Worker(Check check) {
            this.check = check;
        }

        void expireBy(ScheduledFuture<?> pending) {
            timeout = pending;
        }

        void cancelTimeout() {
            ScheduledFuture<?> pending = timeout;
            if (pending != null) {
                pending.cancel(false);
            }
        }

        /** Abandons the thread that still runs the check. */
        void abandon() {
            synchronized (Workers.this) {
                if (threadEnded) {
                    return;
                }
                isAbandoned = true;
                abandoned++;
                hanging.merge(check.id(), 1, Integer::sum);
            }
            release(check);
        }

        /** The thread has ended, or could not be started; only the first call counts. */
        void threadFree() {
            synchronized (Workers.this) {
                if (threadEnded) {
                    return;
                }
                threadEnded = true;
                if (isAbandoned) {
                    abandoned--;
                    hanging.computeIfPresent(check.id(), (id, count) -> count == 1 ? null : count - 1);
                    return;
                }
            }
            release(check);
        }
    }
}
