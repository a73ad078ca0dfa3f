/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores runs in batches: while one batch commits, the next gathers. Keeps trying while the store is away; a claim whose
 * lease ends meanwhile is refused by the store's fence and its check runs again.
 */
final class RunRecorder {

    private static final Logger log = LoggerFactory.getLogger(RunRecorder.class);
    private static final int MAX_BATCH = 500;
    /** More of them would only wait here, hidden from an idle node. */
    private static final int MAX_WAITING = 2000;

    private static final Duration HELP_EVERY = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final RunStore store;
    private final Consumer<List<RunRecord>> onRecorded;
    private final LinkedBlockingQueue<RunRecord> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean failing;

    /** @param onRecorded told what was stored; what the fence refused is left out */
    RunRecorder(RunStore store, Consumer<List<RunRecord>> onRecorded) {
        this.store = store;
        this.onRecorded = onRecorded;
    }

    void add(RunRecord run) {
        queue.add(run);
    }

    /** Returns how many more results it takes before it falls behind; never negative. */
    int room() {
        return Math.max(0, MAX_WAITING - queue.size());
    }

    /** Returns whether the store is away, and results wait for it: at most one of each check that was running. */
    boolean isBehind() {
        return failing;
    }

    /** Stores what is added until {@link #close} was called and everything is stored, or the thread is interrupted. */
    void loop() {
        List<RunRecord> batch = new ArrayList<>();
        try {
            while (!isClosing() || !queue.isEmpty()) {
                RunRecord first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    storeWithWhatCameMeanwhile(batch);
                }
            }
        } catch (InterruptedException e) {
            stopped(batch);
        }
    }

    /** Stores beside {@link #loop} when more than a batch waits; a check has no two results here, so their order is no matter. */
    void help() {
        List<RunRecord> batch = new ArrayList<>();
        try {
            while (!closing.await(HELP_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                while (queue.size() >= MAX_BATCH && !isClosing()) {
                    storeWithWhatCameMeanwhile(batch);
                }
            }
        } catch (InterruptedException e) {
            stopped(batch);
        }
    }

    private void storeWithWhatCameMeanwhile(List<RunRecord> batch) throws InterruptedException {
        queue.drainTo(batch, MAX_BATCH - batch.size());
        Duration pause = FIRST_PAUSE;
        while (!batch.isEmpty() && !store(batch)) {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closing while the store is away");
            }
            pause = pause.compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
        }
        batch.clear();
    }

    private void stopped(List<RunRecord> batch) {
        Thread.currentThread().interrupt();
        log.warn(
                "NSCA-221 stopped before runs were recorded; their checks run again count={}",
                queue.size() + batch.size());
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean store(List<RunRecord> batch) {
        try {
            Set<Claim.ClaimId> refused = store.record(List.copyOf(batch));
            if (failing) {
                failing = false;
                log.info("NSCA-223 runs are recorded again");
            }
            if (!refused.isEmpty()) {
                log.warn("NSCA-222 runs were refused because their claims had ended count={}", refused.size());
            }
            onRecorded.accept(batch.stream()
                    .filter(run -> !refused.contains(run.claim().id()))
                    .toList());
            return true;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                log.error("NSCA-220 runs cannot be recorded, trying again", e);
            }
            return false;
        }
    }

    void close() {
        closing.countDown();
    }
}
