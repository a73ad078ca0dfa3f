/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.nscacheck.run.PendingRuns.Unrecorded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Stores runs in batches: while one batch commits, the next gathers. Keeps trying while the store is away; a claim whose
 * lease ends meanwhile is refused by the store's fence and its check runs again. A run that the store fails on holds up no
 * other, see {@link PendingRuns}. Two loops do the work; one turn is one attempt, and what could not be stored is there at the
 * next.
 */
final class RunRecorder {

    private static final Logger log = LoggerFactory.getLogger(RunRecorder.class);
    private static final int MAX_BATCH = 500;
    /** Takes the store a fraction of a second. */
    private static final int MAX_WEIGHT = 10_000;
    /** More of them would only wait here, hidden from an idle node. */
    private static final int MAX_WAITING = 2000;
    /** About 50 MB of text, if it is no more than a few long ones. */
    private static final int MAX_WAITING_WEIGHT = 50_000;

    /** Runs that end this close together are stored together. */
    private static final Duration GATHERING = Duration.ofMillis(20);
    /** How often the helper looks for more while the other loop finds out which run is to blame. */
    private static final Duration WHILE_TROUBLED = Duration.ofMillis(20);
    /** How long its loops rest if nobody wakes them: they show that they live. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final RunStore store;
    private final NodeClaims claims;
    private final Consumer<List<RunRecord>> onRecorded;
    private final LinkedBlockingQueue<Unrecorded> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingWeight = new AtomicInteger();
    private final Hand first;
    private final Hand helper;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Outage outage = new Outage(
            log, Level.ERROR, "NSCA-220 runs could not be recorded, retrying", "NSCA-223 runs are recorded again");
    private volatile @Nullable Loop recording;
    private volatile @Nullable Loop helping;
    private volatile boolean closing;

    /**
     * @param claims notified of each run that was stored or refused
     * @param onRecorded told what was stored; what the fence refused is left out
     */
    RunRecorder(RunStore store, NodeClaims claims, Consumer<List<RunRecord>> onRecorded) {
        this.store = store;
        this.claims = claims;
        this.onRecorded = onRecorded;
        this.first = new Hand();
        this.helper = new Hand();
    }

    /** Starts storing what is added. */
    void start(Loops loops) {
        recording = loops.start(Loop.Kind.vital("recorder").linger(GATHERING), this::record);
        helping = loops.start(Loop.Kind.vital("recorder-helper"), this::help);
    }

    private static void wake(@Nullable Loop loop) {
        if (loop != null) {
            loop.wake();
        }
    }

    /** @param reduced makes of a reason what is recorded if the run itself cannot be */
    void add(RunRecord run, Function<String, RunRecord> reduced) {
        waitingWeight.addAndGet(RunWeight.of(run));
        queue.add(new Unrecorded(run, reduced));
        wake(recording);
        if (isMuch()) {
            wake(helping);
        }
    }

    private boolean isMuch() {
        return queue.size() >= MAX_BATCH || waitingWeight.get() >= MAX_WEIGHT;
    }

    /** Returns how many more results it takes before it falls behind; never negative. */
    int room() {
        return waitingWeight.get() > MAX_WAITING_WEIGHT ? 0 : Math.max(0, MAX_WAITING - queue.size());
    }

    /** Returns whether the store is away, and results wait for it: at most one of each check that was running. */
    boolean isBehind() {
        return outage.lasts();
    }

    /** Stores once what was added; returns how long to rest before the next attempt. */
    private Duration record() {
        try {
            return recordOnce();
        } finally {
            noteEnd();
        }
    }

    private void noteEnd() {
        if (closing && (waiting() == 0 || outage.lasts())) {
            ended.countDown();
        }
    }

    private Duration recordOnce() {
        if (!first.isEmpty()) {
            boolean othersTakeNew = !closing && first.troubled && !helper.troubled;
            return first.store(othersTakeNew ? null : queue.poll());
        }
        Unrecorded next = queue.poll();
        if (next == null) {
            return REST;
        }
        Duration pause = first.store(next);
        if (first.troubled) {
            wake(helping);
        }
        return pause;
    }

    /**
     * Stores beside {@link #record} when more than a batch waits, or while that finds out which run of a batch is to blame; a check
     * has at most one result in the queue, so order does not matter.
     */
    private Duration help() {
        boolean takesNew = !closing && (isMuch() || first.troubled);
        Unrecorded next = takesNew ? queue.poll() : null;
        if (next == null && helper.isEmpty()) {
            return first.troubled ? WHILE_TROUBLED : REST;
        }
        try {
            return helper.store(next);
        } finally {
            noteEnd();
        }
    }

    /** Returns how many runs are not yet stored. */
    int waiting() {
        return queue.size() + first.size + helper.size;
    }

    /**
     * Ends the queue: nothing more will be added. Waits until everything is stored, or the store is found to be away; false if that
     * takes longer.
     */
    boolean close(Duration limit) throws InterruptedException {
        closing = true;
        wake(recording);
        wake(helping);
        boolean inTime = ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        for (Loop loop : new Loop[] {recording, helping}) {
            if (loop != null) {
                loop.close();
            }
        }
        return inTime;
    }

    /** What one of the two loops has in its hand until it is stored; used by that loop alone. */
    private final class Hand implements PendingRuns.Events {

        private final PendingRuns pending = new PendingRuns(store, System::nanoTime, this);
        /** As long as a batch can be, so that nothing is lost between the queue and here when the heap is full. */
        private final List<Unrecorded> gathered = new ArrayList<>(MAX_BATCH);

        private volatile int size;
        /** Whether something has failed that is not yet stored. */
        private volatile boolean troubled;

        private @Nullable Error broken;

        boolean isEmpty() {
            return gathered.isEmpty() && pending.isEmpty();
        }

        /** Tries once, with what waits; an error of this process is thrown, so that the loop says that it fails. */
        Duration store(@Nullable Unrecorded next) {
            broken = null;
            gather(next);
            pending.add(gathered);
            gathered.clear();
            size = pending.size();
            Duration pause = pending.step();
            size = pending.size();
            troubled = size > 0;
            Error error = broken;
            if (error != null) {
                throw error;
            }
            return pause;
        }

        /** What waits, up to what is stored at once. */
        private void gather(@Nullable Unrecorded polled) {
            int weight = 0;
            Unrecorded next = polled;
            while (next != null) {
                gathered.add(next);
                int more = RunWeight.of(next.run());
                weight += more;
                waitingWeight.addAndGet(-more);
                next = gathered.size() < MAX_BATCH && weight < MAX_WEIGHT ? queue.poll() : null;
            }
        }

        @Override
        public void stored(List<RunRecord> runs, Set<Claim.ClaimId> refused) {
            claims.ended(runs.stream().map(run -> run.claim().id()).toList());
            outage.worked();
            // A run that found nothing to report is no loss.
            long lost = runs.stream()
                    .filter(run ->
                            refused.contains(run.claim().id()) && run.run().result() != null)
                    .count();
            if (lost > 0) {
                log.warn("NSCA-222 runs rejected, because their claims had expired count={}", lost);
            }
            onRecorded.accept(runs.stream()
                    .filter(run -> !refused.contains(run.claim().id()))
                    .toList());
        }

        @Override
        public void failing(Throwable cause) {
            if (cause instanceof Error error) {
                broken = error;
            }
            outage.failed(cause);
        }
    }
}
