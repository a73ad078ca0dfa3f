/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.HandlerKey;
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
    /** Until then, or longer, there is nothing to do, as when all checks are paused: for thousands of years, too much to count. */
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration OVERDUE = Duration.ofSeconds(60);

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

    private final Workers workers;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Map<Claim.ClaimId, CheckExecution> running = new ConcurrentHashMap<>();
    private final CountDownLatch claimsEnded = new CountDownLatch(1);
    private final CountDownLatch recordsEnded = new CountDownLatch(2);
    private volatile boolean closing;
    private volatile boolean failing;
    private volatile long nextDueNanos = Long.MAX_VALUE;
    private volatile DatabaseClock clock;
    private @Nullable Long lastLookNanos;
    /** Claimed, but not yet begun because their checks could not be read; of the claim loop, while it lives. */
    private List<Claim> claimed = List.of();

    /**
     * How this node runs checks.
     *
     * @param node name of this process
     * @param maxRunning how many checks may run at once, 1 or more
     * @param validityGrace how much longer than until the next run's end a result stays true
     * @param shutdown how long closing waits for running checks
     * @param groups how many checks of a group may run at once, by name; others have no limit of their own
     * @param listener is told of runs
     */
    public record Settings(
            NodeId node,
            int maxRunning,
            Duration validityGrace,
            Duration shutdown,
            Map<String, Integer> groups,
            EngineListener listener) {

        /** Settings without groups, and with nobody listening. */
        public Settings(NodeId node, int maxRunning, Duration validityGrace, Duration shutdown) {
            this(node, maxRunning, validityGrace, shutdown, Map.of(), EngineListener.NONE);
        }

        /** @throws IllegalArgumentException if no check could run */
        public Settings {
            groups = Map.copyOf(groups);
            groups.forEach((name, limit) -> {
                if (limit < 1) {
                    throw new IllegalArgumentException("the limit of the group '" + name + "' is " + limit
                            + ", at least 1 check of it must be able to run");
                }
            });
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
     * @param threads gives a thread to each task at once; three tasks live as long as this runner
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
        this.workers =
                new Workers(settings.maxRunning(), new RunGroups(catalog, settings.groups()), nanoTime, this::wake);
        this.clock = new DatabaseClock(Instant.EPOCH, nanoTime.getAsLong());
    }

    /** Starts claiming. */
    public void start() {
        threads.execute(this::claimLoop);
        threads.execute(() -> record(recorder::loop));
        threads.execute(() -> record(recorder::help));
        wake();
    }

    private void record(Runnable loop) {
        try {
            loop.run();
        } finally {
            recordsEnded.countDown();
        }
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
        return workers.abandoned();
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
            claimsEnded.countDown();
        }
    }

    /** Returns whether it pays to claim again at once. Whatever goes wrong, the loop goes on. */
    private boolean claimOnce() {
        try {
            return claimAll();
        } catch (RuntimeException e) {
            claimFailed(e);
            return false;
        }
    }

    private boolean claimAll() {
        if (recorder.isBehind()) {
            // What it holds would be claimed again, and its results refused.
            return false;
        }
        boolean more = false;
        Instant nextDueAt = null;
        Instant now = null;
        beginClaimed();
        // Checks have become slower than when these were claimed; another node may be idle.
        giveBack(workers.takeWaiting(LONGEST_WAIT));
        if (isBackAfterAPause()) {
            spreadOverdue();
        }
        for (RunGroups.Portion portion : workers.portions()) {
            int max = Math.min(portion.max(), Math.min(workers.available(), recorder.room()));
            if (max > 0) {
                Claims claims = claim(portion.handlers(), max);
                now = claims.now();
                nextDueAt = earlier(nextDueAt, claims.nextDueAt());
                more |= claims.claims().size() == max;
            }
        }
        lastLookNanos = nanoTime.getAsLong();
        if (now != null) {
            if (failing) {
                failing = false;
                log.info("NSCA-203 checks are claimed again");
            }
            announce(now, nextDueAt);
        }
        return more;
    }

    private Claims claim(Set<HandlerKey> handlers, int max) {
        Claims claims = store.claimDue(settings.node(), handlers, max);
        clock = new DatabaseClock(claims.now(), nanoTime.getAsLong());
        claimed = claims.claims();
        if (closing) {
            giveBack(claimed);
            claimed = List.of();
        }
        beginClaimed();
        return claims;
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

    /** A tick comes every second; so a node that has not looked for long was stopped, frozen or without its database. */
    private boolean isBackAfterAPause() {
        return lastLookNanos == null || nanoTime.getAsLong() - lastLookNanos > PAUSE.toNanos();
    }

    private void spreadOverdue() {
        int spread = store.spreadOverdue(OVERDUE, settings.maxRunning());
        if (spread > 0) {
            log.info("NSCA-204 checks were overdue after a pause, their runs are spread count={}", spread);
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private void claimFailed(RuntimeException e) {
        nextDueNanos = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(1);
        alarm.ringIn(Duration.ofSeconds(1));
        if (!failing) {
            failing = true;
            log.error("NSCA-202 checks cannot be claimed, trying again every second", e);
        }
    }

    private void announce(Instant now, @Nullable Instant nextDueAt) {
        if (nextDueAt == null) {
            nextDueNanos = Long.MAX_VALUE;
            return;
        }
        Duration delay = Duration.between(now, nextDueAt);
        if (delay.compareTo(OTHERS_BUSINESS) < 0) {
            // Due already and not ours: another node is claiming it, or there was no free worker.
            delay = OTHERS_BUSINESS;
        } else if (delay.compareTo(LONGEST_SLEEP) > 0) {
            delay = LONGEST_SLEEP;
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
        if (workers.isHanging(check.id())) {
            Instant now = clock.at(nanoTime.getAsLong());
            settings.listener().runStarted(check, delay(claim, check, now));
            end(
                    claim,
                    check,
                    now,
                    Outcome.TIMEOUT,
                    CheckResult.of(
                            check.onTimeout(), "an earlier run still hangs, so the check was not started again"));
            return;
        }
        workers.submit(
                claim, check, worker -> run(claim, check, definition.get().handler(), worker));
    }

    private void run(Claim claim, Check check, CheckHandler handler, Workers.Worker worker) {
        Instant startedAt = clock.at(nanoTime.getAsLong());
        if (startedAt.plus(check.timeout()).isAfter(claim.leaseUntil())) {
            // It waited so long that it could outlive its claim.
            giveBack(List.of(claim));
            worker.threadFree();
            return;
        }
        settings.listener().runStarted(check, delay(claim, check, startedAt));
        CheckExecution execution = new CheckExecution(
                claim,
                check,
                handler,
                settings.node().value(),
                (outcome, result) -> {
                    worker.cancelTimeout();
                    running.remove(claim.id());
                    if (outcome == Outcome.TIMEOUT) {
                        worker.abandon();
                    }
                    end(claim, check, startedAt, outcome, result);
                },
                worker::threadFree);
        running.put(claim.id(), execution);
        worker.expireBy(timer.schedule(execution::expire, check.timeout().toMillis(), TimeUnit.MILLISECONDS));
        threads.execute(execution);
    }

    private void end(Claim claim, Check check, Instant startedAt, Outcome outcome, @Nullable CheckResult result) {
        if (outcome == Outcome.TIMEOUT) {
            log.warn(
                    "NSCA-231 check timed out name={} after={} abandoned={}",
                    check.name(),
                    check.timeout(),
                    workers.abandoned());
        }
        RunRecord record = judge.judge(claim, check, startedAt, outcome, result, clock.at(nanoTime.getAsLong()));
        recorder.add(record);
        settings.listener().runEnded(check, record.run());
    }

    private static Duration delay(Claim claim, Check check, Instant startedAt) {
        Duration delay = Duration.between(check.dueAt(claim.slot()), startedAt);
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
            if (!claimsEnded.await(settings.shutdown().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn(
                        "NSCA-227 the due list did not answer while stopping; what was claimed runs when its lease has ended");
            }
            giveBack(claimed);
            giveBack(workers.takeWaiting(Duration.ZERO));
            // All workers free means that nothing runs any more.
            if (!workers.awaitAll(settings.shutdown())) {
                giveBackRunning();
            }
            recorder.close();
            if (!recordsEnded.await(5, TimeUnit.SECONDS)) {
                log.warn("NSCA-224 the store did not answer while stopping; what was not recorded runs again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBackRunning() {
        giveBack(running.values().stream()
                .filter(CheckExecution::cancel)
                .map(CheckExecution::claim)
                .toList());
    }

    private void giveBack(List<Claim> unfinished) {
        if (unfinished.isEmpty()) {
            return;
        }
        try {
            store.giveBack(unfinished.stream().map(Claim::id).toList());
        } catch (RuntimeException e) {
            log.warn(
                    "NSCA-225 claims could not be given back, they end with their leases count={}",
                    unfinished.size(),
                    e);
        }
    }

    /** The database's clock, carried on by this machine's monotonic one. */
    private record DatabaseClock(Instant then, long nanos) {
        Instant at(long nanoTime) {
            return then.plusNanos(nanoTime - nanos);
        }
    }
}
