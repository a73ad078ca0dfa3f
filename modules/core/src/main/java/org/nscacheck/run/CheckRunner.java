/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StorableText;
import org.nscacheck.loop.Loops;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs due checks. One loop claims as many as there are free workers; workers call the handlers; a recorder stores the
 * results. No transaction is open while a handler works. Thread-safe.
 *
 * <p>A worker whose handler ignores the interrupt after its timeout is replaced and counted by {@link #abandoned()}; its
 * check is not started a second time on this node while it hangs.
 */
public final class CheckRunner implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CheckRunner.class);
    private static final Duration RECORDER_STOP = Duration.ofSeconds(5);
    /** What has been interrupted may have a process to kill before this one ends. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(3);

    private final NodeClaims claims;
    private final CheckCatalog catalog;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Settings settings;
    private final RunJudge judge;
    private final RunRecorder recorder;

    private final Workers workers;
    private final Map<Claim.ClaimId, CheckExecution> running = new ConcurrentHashMap<>();

    private final Loops loops;
    private final ClaimLoop claiming;

    /**
     * How this node runs checks.
     *
     * @param node name of this process
     * @param maxRunning how many checks may run at once, 1 or more
     * @param validityGrace how much longer than until the next run's end a result stays true
     * @param shutdown how long closing waits for running checks
     * @param groups how many checks of a group may run at once, by name; others have no limit of their own
     * @param listener notified of runs
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
     * @param alarm set to the next due time
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
        this.claims = new NodeClaims(store, settings.node(), System::nanoTime);
        this.catalog = catalog;
        this.threads = threads;
        this.loops = loops;
        this.timer = timer;
        this.settings = settings;
        this.judge = new RunJudge(settings.validityGrace());
        this.recorder = new RunRecorder(store, claims, runs -> recorded(runs, onDeliveries));
        this.workers = new Workers(
                settings.maxRunning(), new RunGroups(catalog, settings.groups()), System::nanoTime, this::wake);
        this.claiming =
                new ClaimLoop(claims, directory, catalog, alarm, workers, recorder, settings.maxRunning(), this::begin);
    }

    /** Starts claiming. */
    public void start() {
        recorder.start(loops);
        claiming.start(loops);
    }

    /** Looks for due checks soon; any number of calls may share one look. */
    public void wake() {
        claiming.wake();
    }

    /** Looks for due checks soon, if something is due for which it has not looked yet, or if it has not looked for a second. */
    public void wakeIfDue() {
        claiming.wakeIfDue();
    }

    /** Waits until it has looked once for what is due; false if that takes longer. */
    public boolean awaitFirstLook(Duration limit) throws InterruptedException {
        return claiming.awaitFirstLook(limit);
    }

    /** Returns how long it is until it should look, as far as this node knows: a second at most after the last look. */
    public Duration untilLook() {
        return claiming.untilLook();
    }

    /** Returns how many threads are lost to handlers that ignored the interrupt after their timeout. */
    public int abandoned() {
        return workers.abandoned();
    }

    /** Returns how many checks run now. */
    public int running() {
        return running.size();
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
                            check.fallback().onTimeout(),
                            "an earlier run still hangs, so the check was not started again"));
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
                    claiming.lost(claim, e);
                }
            } finally {
                worker.threadFree();
            }
        }
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
            claiming.lost(claim, e);
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
        return claim.forced() || delay.isNegative() || !claiming.wasLooking(dueAt) ? Duration.ZERO : delay;
    }

    private void recorded(List<RunRecord> runs, Runnable onDeliveries) {
        if (runs.stream().anyMatch(run -> !run.deliveries().isEmpty())) {
            onDeliveries.run();
        }
        runs.forEach(RunJudge::logChange);
        runs.stream()
                .flatMap(run -> Stream.ofNullable(run.nextDueAt()))
                .min(Comparator.naturalOrder())
                .ifPresent(due -> claiming.dueAgainIn(Duration.between(claims.now(), due)));
        claiming.wakeIfItWantsRoom();
    }

    /** Stops claiming, waits for running checks within the limit, and stores or gives back everything. */
    @Override
    public void close() {
        try {
            claiming.close(settings.shutdown());
            claims.giveBack(workers.takeWaiting(Duration.ZERO));
            // All workers free means that nothing runs any more.
            if (!workers.awaitAll(settings.shutdown())) {
                giveBackRunning();
                workers.awaitAll(AFTER_INTERRUPT);
            }
            claiming.giveBackLost();
            stopRecording();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopRecording() throws InterruptedException {
        if (!recorder.close(RECORDER_STOP)) {
            log.warn("NSCA-224 store did not respond during shutdown; checks not recorded run again");
        }
        if (recorder.waiting() > 0) {
            log.warn(
                    "NSCA-221 shutdown before runs were recorded; their checks run again count={}", recorder.waiting());
        }
    }

    private void giveBackRunning() {
        claims.giveBack(running.values().stream()
                .filter(CheckExecution::cancel)
                .map(CheckExecution::claim)
                .toList());
    }
}
