/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is due. One loop claims as much as there are free workers, whoever woke it; workers call the handlers; a
 * recorder stores what came of it. No transaction is open while a handler works. Thread-safe.
 *
 * <p>A worker whose handler ignores the interrupt after its timeout is replaced and counted by {@link #abandoned()}; its
 * check is not started a second time on this node while it hangs.
 */
public final class CheckRunner implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CheckRunner.class);
    private static final Duration OTHERS_BUSINESS = Duration.ofMillis(50);

    private final RunStore store;
    private final CheckDirectory directory;
    private final CheckCatalog catalog;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Alarm alarm;
    private final Settings settings;
    private final LongSupplier nanoTime;
    private final RunJudge judge;
    private final RunRecorder recorder;

    private final Semaphore free;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Map<Claim.ClaimId, CheckExecution> running = new ConcurrentHashMap<>();
    private final Map<CheckId, Integer> hanging = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final CountDownLatch loopsEnded = new CountDownLatch(2);
    private volatile boolean closing;
    private volatile boolean wantsMore;
    private volatile boolean failing;
    private volatile long nextDueNanos = Long.MAX_VALUE;
    private volatile DatabaseClock clock;
    /** Claimed, but not yet begun because their checks could not be read; of the claim loop only. */
    private List<Claim> claimed = List.of();

    /**
     * How this node runs checks.
     *
     * @param node name of this process
     * @param maxRunning how many checks may run at once, 1 or more
     * @param validityGrace how much longer than until the next run's end a result stays true
     * @param shutdown how long closing waits for running checks
     * @param listener is told of runs
     */
    public record Settings(
            NodeId node, int maxRunning, Duration validityGrace, Duration shutdown, EngineListener listener) {

        /** Settings with nobody listening. */
        public Settings(NodeId node, int maxRunning, Duration validityGrace, Duration shutdown) {
            this(node, maxRunning, validityGrace, shutdown, EngineListener.NONE);
        }

        /** @throws IllegalArgumentException if no check could run */
        public Settings {
            if (maxRunning < 1) {
                throw new IllegalArgumentException(
                        "max-running is " + maxRunning + ", at least 1 check must be able to run");
            }
        }

        /** Returns settings with the usual values: 20 checks at once, a minute of grace, 20 seconds for stopping. */
        public static Settings of(NodeId node) {
            return new Settings(node, 20, Duration.ofSeconds(60), Duration.ofSeconds(20));
        }
    }

    /**
     * @param threads gives a thread to each task at once; two tasks live as long as this runner
     * @param timer for timeouts; its tasks are short
     * @param alarm is told when something is due next
     * @param onDeliveries is called when deliveries were stored
     */
    public CheckRunner(
            RunStore store,
            CheckDirectory directory,
            CheckCatalog catalog,
            Executor threads,
            ScheduledExecutorService timer,
            Alarm alarm,
            Runnable onDeliveries,
            Settings settings) {
        this.store = store;
        this.directory = directory;
        this.catalog = catalog;
        this.threads = threads;
        this.timer = timer;
        this.alarm = alarm;
        this.settings = settings;
        this.nanoTime = System::nanoTime;
        this.judge = new RunJudge(settings.validityGrace());
        this.recorder = new RunRecorder(store, runs -> recorded(runs, onDeliveries));
        this.free = new Semaphore(settings.maxRunning());
        this.clock = new DatabaseClock(Instant.EPOCH, nanoTime.getAsLong());
    }

    /** Starts claiming. */
    public void start() {
        threads.execute(this::claimLoop);
        threads.execute(() -> {
            try {
                recorder.loop();
            } finally {
                loopsEnded.countDown();
            }
        });
        wake();
    }

    /** Looks for due checks soon; any number of calls may share one look. */
    public void wake() {
        wakeUps.release();
    }

    /** Returns how long it is until something is due, as far as this node knows. */
    public Duration untilNextDue() {
        long next = nextDueNanos;
        return next == Long.MAX_VALUE ? Duration.ofDays(1) : Duration.ofNanos(Math.max(0, next - nanoTime.getAsLong()));
    }

    /** Returns how many threads are lost to handlers that ignored the interrupt after their timeout. */
    public int abandoned() {
        return abandoned.get();
    }

    /** Returns how many checks run now. */
    public int running() {
        return running.size();
    }

    private void claimLoop() {
        try {
            while (!closing) {
                wakeUps.acquire();
                wakeUps.drainPermits();
                while (!closing && claimOnce()) {
                    // As long as a full answer says that there is more.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loopsEnded.countDown();
        }
    }

    /** Returns whether it pays to claim again at once. */
    private boolean claimOnce() {
        try {
            beginClaimed();
        } catch (RuntimeException e) {
            claimFailed(e);
            return false;
        }
        int max = free.availablePermits();
        if (max == 0) {
            wantsMore = true;
            // A worker may have become free before it could see the flag.
            return free.availablePermits() > 0;
        }
        wantsMore = false;
        Claims claims;
        try {
            claims = store.claimDue(settings.node(), catalog.keys(), max);
            clock = new DatabaseClock(claims.now(), nanoTime.getAsLong());
            claimed = claims.claims();
            beginClaimed();
        } catch (RuntimeException e) {
            claimFailed(e);
            return false;
        }
        if (failing) {
            failing = false;
            log.info("NSCA-203 checks are claimed again");
        }
        announce(claims);
        return claims.claims().size() == max;
    }

    private void beginClaimed() {
        if (claimed.isEmpty()) {
            return;
        }
        Map<CheckId, Check> checks = directory.find(claimed);
        Instant now = clock.at(nanoTime.getAsLong());
        List<Claim> found = claimed;
        claimed = List.of();
        found.stream()
                // After a while without the store somebody else may have it.
                .filter(claim -> claim.leaseUntil().isAfter(now))
                .forEach(claim -> begin(claim, checks.get(claim.check())));
    }

    private void claimFailed(RuntimeException e) {
        nextDueNanos = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(1);
        alarm.ringIn(Duration.ofSeconds(1));
        if (!failing) {
            failing = true;
            log.error("NSCA-202 checks cannot be claimed, trying again every second", e);
        }
    }

    private void announce(Claims claims) {
        if (claims.nextDueAt() == null) {
            nextDueNanos = Long.MAX_VALUE;
            return;
        }
        Duration delay = Duration.between(claims.now(), claims.nextDueAt());
        if (delay.compareTo(OTHERS_BUSINESS) < 0) {
            // Due already and not ours: another node is claiming it, or there was no free worker.
            delay = OTHERS_BUSINESS;
        }
        nextDueNanos = nanoTime.getAsLong() + delay.toNanos();
        alarm.ringIn(delay);
    }

    private void begin(Claim claim, @Nullable Check check) {
        Optional<CheckDefinition> definition = catalog.find(claim.handler());
        if (check == null || definition.isEmpty()) {
            // Its lease keeps it from being claimed again at once; the directory has said why.
            return;
        }
        free.acquireUninterruptibly();
        if (hanging.containsKey(check.id())) {
            free.release();
            settings.listener().runStarted(check, delay(claim, check));
            end(
                    claim,
                    check,
                    Outcome.TIMEOUT,
                    CheckResult.of(
                            check.onTimeout(), "an earlier run still hangs, so the check was not started again"));
            return;
        }
        settings.listener().runStarted(check, delay(claim, check));
        Slot slot = new Slot();
        CheckExecution execution = new CheckExecution(
                claim,
                check,
                definition.get().handler(),
                settings.node().value(),
                (outcome, result) -> {
                    slot.cancelTimeout();
                    running.remove(claim.id());
                    if (outcome == Outcome.TIMEOUT) {
                        slot.abandon(check.id());
                    }
                    end(claim, check, outcome, result);
                },
                () -> slot.threadFree(check.id()));
        running.put(claim.id(), execution);
        slot.timeout = timer.schedule(execution::expire, check.timeout().toMillis(), TimeUnit.MILLISECONDS);
        threads.execute(execution);
    }

    private void end(Claim claim, Check check, Outcome outcome, @Nullable CheckResult result) {
        if (outcome == Outcome.TIMEOUT) {
            log.warn(
                    "NSCA-231 check timed out name={} after={} abandoned={}", check.name(), check.timeout(), abandoned);
        }
        RunRecord record = judge.judge(claim, check, outcome, result, clock.at(nanoTime.getAsLong()));
        recorder.add(record);
        settings.listener().runEnded(check, record.run());
    }

    private static Duration delay(Claim claim, Check check) {
        Duration delay = Duration.between(check.dueAt(claim.slot()), claim.claimedAt());
        return claim.forced() || delay.isNegative() ? Duration.ZERO : delay;
    }

    private void recorded(List<RunRecord> runs, Runnable onDeliveries) {
        if (runs.stream().anyMatch(run -> !run.deliveries().isEmpty())) {
            onDeliveries.run();
        }
        runs.forEach(RunJudge::logChange);
        // The next due time of these checks is known to the store only now.
        wake();
    }

    /** Stops claiming, waits for running checks within the limit, and stores or gives back everything. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            // All workers free means that nothing runs any more.
            if (!free.tryAcquire(settings.maxRunning(), settings.shutdown().toMillis(), TimeUnit.MILLISECONDS)) {
                giveBackRunning();
            }
            recorder.close();
            if (!loopsEnded.await(5, TimeUnit.SECONDS)) {
                log.warn("NSCA-224 the store did not answer while stopping; what was not recorded runs again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBackRunning() {
        List<Claim.ClaimId> unfinished = running.values().stream()
                .filter(CheckExecution::cancel)
                .map(execution -> execution.claim().id())
                .toList();
        if (unfinished.isEmpty()) {
            return;
        }
        try {
            store.giveBack(unfinished);
        } catch (RuntimeException e) {
            log.warn(
                    "NSCA-225 claims could not be given back, they end with their leases count={}",
                    unfinished.size(),
                    e);
        }
    }

    /** The worker of one execution: released once, by the timeout or by the thread, whichever is first. */
    private final class Slot {

        private @Nullable ScheduledFuture<?> timeout;
        private boolean threadEnded;
        private boolean isAbandoned;

        void cancelTimeout() {
            ScheduledFuture<?> pending = timeout;
            if (pending != null) {
                pending.cancel(false);
            }
        }

        synchronized void abandon(CheckId check) {
            if (!threadEnded) {
                isAbandoned = true;
                abandoned.incrementAndGet();
                hanging.merge(check, 1, Integer::sum);
                releaseWorker();
            }
        }

        synchronized void threadFree(CheckId check) {
            threadEnded = true;
            if (isAbandoned) {
                abandoned.decrementAndGet();
                hanging.computeIfPresent(check, (id, count) -> count == 1 ? null : count - 1);
            } else {
                releaseWorker();
            }
        }

        private void releaseWorker() {
            free.release();
            if (wantsMore) {
                wake();
            }
        }
    }

    /** The database's clock, carried on by this machine's monotonic one. */
    private record DatabaseClock(Instant then, long nanos) {
        Instant at(long nanoTime) {
            return then.plusNanos(nanoTime - nanos);
        }
    }
}
