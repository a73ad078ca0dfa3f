/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;

/**
 * The workers of this node: how many are free, and which are lost to checks that ignored the interrupt after their timeout.
 * A lost one is replaced, and counted until its thread ends. Thread-safe.
 */
final class Workers {

    private final int max;
    private final RunGroups groups;
    private final Runnable onFree;
    private final Semaphore free;
    private final Map<CheckId, Integer> hanging = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile boolean wanted;

    /** @param onFree called when a worker becomes free after one had been looked for in vain */
    Workers(int max, RunGroups groups, Runnable onFree) {
        this.max = max;
        this.groups = groups;
        this.onFree = onFree;
        this.free = new Semaphore(max);
    }

    /** Returns what may be claimed now; empty if all workers are busy. */
    List<RunGroups.Portion> portions() {
        // Before looking: whoever becomes free meanwhile says so.
        wanted = true;
        int available = free.availablePermits();
        if (available == 0) {
            return List.of();
        }
        List<RunGroups.Portion> portions = groups.portions(available);
        wanted = groups.isAnyFull();
        return portions;
    }

    int free() {
        return free.availablePermits();
    }

    /** Returns whether an earlier run of this check still keeps a thread after its timeout. */
    boolean isHanging(CheckId check) {
        return hanging.containsKey(check);
    }

    /** Returns how many threads are lost. */
    int abandoned() {
        return abandoned.get();
    }

    Worker take(Check check) {
        free.acquireUninterruptibly();
        groups.began(check.handler());
        return new Worker(check);
    }

    /** Waits until nothing runs any more; false if that takes longer. */
    boolean awaitAll(Duration limit) throws InterruptedException {
        return free.tryAcquire(max, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One worker at its check: free again by the timeout or by the thread, whichever is first. */
    final class Worker {

        private final Check check;
        private @Nullable ScheduledFuture<?> timeout;
        private boolean threadEnded;
        private boolean isAbandoned;

        Worker(Check check) {
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

        /** Gives the thread up that still runs the check. */
        synchronized void abandon() {
            if (!threadEnded) {
                isAbandoned = true;
                abandoned.incrementAndGet();
                hanging.merge(check.id(), 1, Integer::sum);
                release();
            }
        }

        synchronized void threadFree() {
            threadEnded = true;
            if (isAbandoned) {
                abandoned.decrementAndGet();
                hanging.computeIfPresent(check.id(), (id, count) -> count == 1 ? null : count - 1);
            } else {
                release();
            }
        }

        private void release() {
            groups.ended(check.handler());
            free.release();
            if (wanted) {
                onFree.run();
            }
        }
    }
}
