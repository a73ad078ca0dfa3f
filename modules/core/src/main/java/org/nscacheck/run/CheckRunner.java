/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StorableText;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.server.Names;
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
    /** How long the claim loop rests if nobody wakes it: it shows that it lives. */
    private static final Duration REST = Duration.ofSeconds(10);

    private static final Duration RECORDER_STOP = Duration.ofSeconds(5);

    private final RunStore store;
    private final NodeClaims claims;
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
    private final Map<Claim.ClaimId, CheckExecution> running = new ConcurrentHashMap<>();
    /** Claimed, but neither running nor recorded, because there was no thread for it or no memory. */
    private final Queue<Claim> unstarted = new ConcurrentLinkedQueue<>();

    private final Loops loops;
    private volatile @Nullable Loop claiming;
    private volatile @Nullable Loop recording;
    private volatile @Nullable Loop helping;
    private volatile @Nullable Throwable whyUnstarted;
    private volatile boolean closing;
    private volatile boolean failing;
    private volatile long nextDueNanos = Long.MAX_VALUE;
    private @Nullable Long lastLookNanos;
    /** Since when this node has looked without a pause; what was due before could not begin in time. */
    private volatile Instant lookingSince = Instant.MIN;

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
            RunListener listener) {

        /** Settings without groups, and with nobody listening. */
        public Settings(NodeId node, int maxRunning, Duration validityGrace, Duration shutdown) {
            this(node, maxRunning, validityGrace, shutdown, Map.of(), RunListener.NONE);
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
     * @param threads gives a thread to each task at once
     * @param loops has the loops of this runner
     * @param timer for timeouts alone, which have to come in time; its tasks are short
     * @param alarm is told when something is due next
     * @param onDeliveries is called when deliveries were stored
     */
    public CheckRunner(
            RunStore store,
            CheckDirectory directory,
            CheckCatalog catalog,
            Executor threads,
            Loops loops,
            ScheduledExecutorService timer,
            Alarm alarm,
            Runnable onDeliveries,
            Settings settings) {
        this.store = store;
        this.claims = new NodeClaims(store, settings.node(), System::nanoTime);
        this.directory = directory;
        this.catalog = catalog;
        this.threads = threads;
        this.loops = loops;
        this.timer = timer;
        this.alarm = alarm;
        this.settings = settings;
        this.nanoTime = System::nanoTime;
        this.judge = new RunJudge(settings.validityGrace());
        this.recorder = new RunRecorder(store, claims, runs -> recorded(runs, onDeliveries));
        this.workers =
                new Workers(settings.maxRunning(), new RunGroups(catalog, settings.groups()), nanoTime, this::wake);
    }

    /** Starts claiming. */
    public void start() {
        recording = loops.start(Loop.Kind.vital("recorder"), recorder::record);
        helping = loops.start(Loop.Kind.vital("recorder-helper"), recorder::help);
        claiming = loops.start(Loop.Kind.vital("claims"), this::claimTurn);
    }

    /** Looks for due checks soon; any number of calls may share one look. */
    public void wake() {
        Loop loop = claiming;
        if (loop != null) {
            loop.wake();
        }
    }

    /** Waits until it has looked once for what is due; false if that takes longer. */
    public boolean awaitFirstLook(Duration limit) throws InterruptedException {
        Loop loop = claiming;
        return loop != null && loop.awaitFirstTurn(limit);
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

    private Duration claimTurn() {
        giveBackUnstarted();
        boolean more = !closing && claimOnce();
        giveBackUnstarted();
        return more ? Duration.ZERO : REST;
    }

    /** Another node may have a thread for it; this one fails until it has. */
    private void giveBackUnstarted() {
        List<Claim> unfinished = new ArrayList<>();
        for (Claim claim = unstarted.poll(); claim != null; claim = unstarted.poll()) {
            unfinished.add(claim);
        }
        if (!unfinished.isEmpty()) {
            claims.giveBack(unfinished);
            throw new IllegalStateException(
                    unfinished.size() + " checks could not be run and were given back", whyUnstarted);
        }
    }

    /** Returns whether it pays to claim again at once. */
    private boolean claimOnce() {
        try {
            return claimAll();
        } catch (RuntimeException e) {
            claimFailed(e);
            return false;
        }
    }

    private boolean claimAll() {
        if (recorder.isBehind() || areOthersDead()) {
            // What it holds would be claimed again, and its results refused.
            return false;
        }
        boolean more = false;
        Instant nextDueAt = null;
        Instant now = null;
        beginClaimed();
        claims.compare(catalog.keys());
        // Checks have become slower than when these were claimed; another node may be idle.
        claims.giveBack(workers.takeWaiting(LONGEST_WAIT));
        if (isBackAfterAPause()) {
            spreadOverdue();
        }
        for (RunGroups.Portion portion : workers.portions()) {
            int max = Math.min(portion.max(), Math.min(workers.available(), recorder.room()));
            if (max > 0) {
                Claims found = claim(portion.handlers(), max);
                now = found.now();
                nextDueAt = earlier(nextDueAt, found.nextDueAt());
                more |= found.claims().size() == max;
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

    /** A node that cannot record, deliver or say that it lives leaves the checks to others. */
    private boolean areOthersDead() {
        Loop self = claiming;
        return self != null && !loops.areOthersAlive(self);
    }

    private Claims claim(Set<HandlerKey> handlers, int max) {
        boolean isBack = isBackAfterAPause();
        Claims found = claims.claim(handlers, max);
        if (isBack) {
            lookingSince = found.now();
            lastLookNanos = nanoTime.getAsLong();
        }
        claimed = found.claims();
        if (closing) {
            claims.giveBack(claimed);
            claimed = List.of();
        }
        beginClaimed();
        return found;
    }

    private void beginClaimed() {
        if (claimed.isEmpty()) {
            return;
        }
        Map<CheckId, Check> checks = directory.find(claimed);
        Instant now = claims.now();
        List<Claim> found = claimed;
        claimed = List.of();
        for (Claim claim : found) {
            // After a while without the store somebody else may have it.
            if (claim.leaseUntil().isAfter(now)) {
                beginOrGiveBack(claim, checks.get(claim.check()));
            }
        }
    }

    private void beginOrGiveBack(Claim claim, @Nullable Check check) {
        try {
            begin(claim, check);
        } catch (Throwable e) {
            lost(claim, e);
        }
    }

    /** A tick comes every second; so a node that has not looked for long was stopped, frozen or without its database. */
    private boolean isBackAfterAPause() {
        return lastLookNanos == null || nanoTime.getAsLong() - lastLookNanos > PAUSE.toNanos();
    }

    private void spreadOverdue() {
        int spread = store.spreadOverdue(settings.node(), catalog.keys(), OVERDUE, settings.maxRunning());
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
        if (check.isFaulty()) {
            endUncalled(claim, check, Outcome.FAULTY, CheckResult.of(Status.UNKNOWN, "cannot run: " + check.fault()));
            return;
        }
        if (workers.isHanging(check.id())) {
            endUncalled(
                    claim,
                    check,
                    Outcome.TIMEOUT,
                    CheckResult.of(
                            check.onTimeout(), "an earlier run still hangs, so the check was not started again"));
            return;
        }
        workers.submit(
                claim,
                check,
                worker -> runOrGiveBack(claim, check, definition.get().handler(), worker));
    }

    /** Never throws: who calls it has a worker of another check in its hand. */
    private void runOrGiveBack(Claim claim, Check check, CheckHandler handler, Workers.Worker worker) {
        try {
            run(claim, check, handler, worker);
        } catch (Throwable e) {
            try {
                CheckExecution execution = running.remove(claim.id());
                worker.cancelTimeout();
                if (execution == null || execution.cancel()) {
                    lost(claim, e);
                }
            } finally {
                worker.threadFree();
            }
        }
    }

    /** Has the claim given back; if there is no memory even for that, it ends with its lease. */
    private void lost(Claim claim, Throwable why) {
        whyUnstarted = why;
        unstarted.add(claim);
        wake();
    }

    private void endUncalled(Claim claim, Check check, Outcome outcome, CheckResult result) {
        Instant now = claims.now();
        settings.listener().runStarted(check, delay(claim, check, now));
        endOrGiveBack(claim, check, now, outcome, StorableText.of(result));
    }

    private void run(Claim claim, Check check, CheckHandler handler, Workers.Worker worker) {
        Instant startedAt = claims.now();
        if (startedAt.plus(check.timeout()).isAfter(claim.leaseUntil())) {
            // It waited so long that it could outlive its claim.
            claims.giveBack(List.of(claim));
            worker.threadFree();
            return;
        }
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
                    endOrGiveBack(claim, check, startedAt, outcome, result);
                },
                worker::threadFree);
        running.put(claim.id(), execution);
        worker.expireBy(timer.schedule(execution::expire, check.timeout().toMillis(), TimeUnit.MILLISECONDS));
        threads.execute(() -> {
            try {
                settings.listener().runStarted(check, delay(claim, check, startedAt));
            } finally {
                execution.run();
            }
        });
    }

    private void endOrGiveBack(
            Claim claim, Check check, Instant startedAt, Outcome outcome, @Nullable CheckResult result) {
        RunRecord record;
        try {
            record = end(claim, check, startedAt, outcome, result);
        } catch (Error e) {
            lost(claim, e);
            return;
        }
        settings.listener().runEnded(check, record.run());
    }

    private RunRecord end(Claim claim, Check check, Instant startedAt, Outcome outcome, @Nullable CheckResult result) {
        if (outcome == Outcome.TIMEOUT) {
            log.warn(
                    "NSCA-231 check timed out name={} after={} abandoned={}",
                    Names.printable(check.name()),
                    check.timeout(),
                    workers.abandoned());
        }
        Instant now = claims.now();
        RunRecord record = judge.judge(claim, check, startedAt, outcome, result, now);
        recorder.add(
                record,
                reason -> judge.judge(claim, check, startedAt, Outcome.INVALID, StorableText.unstorable(reason), now));
        return record;
    }

    private Duration delay(Claim claim, Check check, Instant startedAt) {
        Instant dueAt = check.dueAt(claim.slot());
        Duration delay = Duration.between(dueAt, startedAt);
        return claim.forced() || delay.isNegative() || dueAt.isBefore(lookingSince) ? Duration.ZERO : delay;
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
        try {
            if (!isClosed(claiming, settings.shutdown())) {
                log.warn(
                        "NSCA-227 the due list did not answer while stopping; what was claimed runs when its lease has ended");
            }
            claims.giveBack(claimed);
            claims.giveBack(workers.takeWaiting(Duration.ZERO));
            // All workers free means that nothing runs any more.
            if (!workers.awaitAll(settings.shutdown())) {
                giveBackRunning();
            }
            claims.giveBack(List.copyOf(unstarted));
            stopRecording();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopRecording() throws InterruptedException {
        recorder.close();
        for (Loop loop : new Loop[] {recording, helping}) {
            if (loop != null) {
                loop.wake();
            }
        }
        if (!recorder.awaitEnd(RECORDER_STOP)) {
            log.warn("NSCA-224 the store did not answer while stopping; what was not recorded runs again");
        }
        isClosed(recording, Duration.ZERO);
        isClosed(helping, Duration.ZERO);
        if (recorder.waiting() > 0) {
            log.warn("NSCA-221 stopped before runs were recorded; their checks run again count={}", recorder.waiting());
        }
    }

    private static boolean isClosed(@Nullable Loop loop, Duration limit) throws InterruptedException {
        return loop == null || loop.close(limit);
    }

    private void giveBackRunning() {
        claims.giveBack(running.values().stream()
                .filter(CheckExecution::cancel)
                .map(CheckExecution::claim)
                .toList());
    }
}
