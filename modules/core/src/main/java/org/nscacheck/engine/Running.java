/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.AlertPolicies;
import org.nscacheck.admin.ReceivingServers;
import org.nscacheck.alerting.AlertWorker;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredRules;
import org.nscacheck.delivery.DeliveryPump;
import org.nscacheck.delivery.DeliverySettings;
import org.nscacheck.delivery.RetryPolicy;
import org.nscacheck.history.HistorySweeper;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.node.NodeLease;
import org.nscacheck.node.NodeSchedules;
import org.nscacheck.run.CheckDirectory;
import org.nscacheck.run.CheckRunner;
import org.nscacheck.run.OrphanWatch;
import org.nscacheck.run.ReportedRuns;
import org.nscacheck.run.Trials;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.schedule.CronAlarms;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.SenderFactories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs between start and stop, made of an engine's parts. Thread-safe. */
final class Running implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Running.class);
    /** A batch is as long as the backlog, up to this: a daemon that costs a second per connection empties it in few of them. */
    private static final int MAX_BATCH = 2000;

    /** Whoever is frozen in a batch sends nothing more of it when this is over. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(10);

    /**
     * How long a server belongs to a node that died. Not less than a batch may take, or an old result could be sent behind a
     * newer one; not much more, or others would wait.
     */
    private static final Duration SERVER_LEASE = Duration.ofSeconds(12);

    private static final Duration VALIDITY_GRACE = Duration.ofSeconds(60);
    private static final Duration ORPHAN_GRACE = Duration.ofMinutes(2);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Parts parts;
    private final Given given;
    private final ExecutorService threads;
    private final Loops loops;
    private final ScheduledThreadPoolExecutor timer;
    private final CronAlarms alarms;
    private final @Nullable SafetyTick tick;
    private final NodeLease lease;
    private final OrphanWatch orphans;
    private final CheckRunner runner;
    private final DeliveryPump pump;
    private final ReportedRuns reported;
    private final Trials trials;
    private final KnownPolicies alertPolicies;
    private final AlertWorker alerts;
    private volatile @Nullable Loop ticking;
    private volatile boolean awake;

    /** What an engine was given. */
    record Given(
            Stores stores,
            EngineSettings settings,
            Clockwork clockwork,
            SenderFactories senders,
            EngineListener listener) {}

    /**
     * What an engine is made of.
     *
     * @param alertPolicies who is told what and when
     * @param scheduleThisNode puts on the due list what this node runs for itself
     */
    record Parts(
            Given given,
            AlertPolicies alertPolicies,
            CheckCatalog catalog,
            CheckResolver resolver,
            Snapshots snapshots,
            Runnable scheduleThisNode) {}

    /** Makes all parts; nothing runs before {@link #begin}. */
    Running(Parts parts) {
        this.parts = parts;
        this.given = parts.given();
        Stores stores = given.stores();
        EngineSettings settings = given.settings();
        NodeId node =
                new NodeId(settings.nodeName() + "/" + ProcessHandle.current().pid() + "-"
                        + UUID.randomUUID().toString().substring(0, 8));
        ThreadFactory daemons = daemons("nscacheck-");
        threads =
                settings.capacity().reuseThreads() ? Executors.newCachedThreadPool(daemons) : oneThreadPerTask(daemons);
        loops = new Loops(threads);
        // For time limits alone: nothing that waits for the database may keep them from coming.
        timer = new ScheduledThreadPoolExecutor(1, daemons("nscacheck-timer-"));
        // Most time limits are never reached; thousands of them would wait for their end otherwise.
        timer.setRemoveOnCancelPolicy(true);
        alarms = alarms();
        pump = new DeliveryPump(
                stores.deliveries(),
                stores.servers(),
                given.senders(),
                threads,
                loops,
                new DeliverySettings(
                        node,
                        new DeliverySettings.Limits(MAX_BATCH, BATCH_TIME, SERVER_LEASE),
                        RetryPolicy.DEFAULT,
                        settings.rhythm().shutdown(),
                        settings.zone(),
                        given.listener()),
                alarms.alarm("next-delivery", this::wakeDue));
        CheckDirectory directory = new CheckDirectory(
                stores.checks(),
                stores.due(),
                ReceivingServers.ofResults(stores.servers(), given.senders()),
                parts.catalog(),
                parts.resolver(),
                new StoredRules(stores.policies()));
        trials = new Trials(threads, timer, node, InstantSource.system());
        reported = new ReportedRuns(stores.runs(), directory, node, given.listener(), pump::wake);
        runner = new CheckRunner(
                stores.runs(),
                directory,
                parts.catalog(),
                threads,
                loops,
                timer,
                alarms.alarm("next-run", this::wakeDue),
                pump::wake,
                new CheckRunner.Settings(
                        node,
                        settings.capacity().maxRunning(),
                        VALIDITY_GRACE,
                        settings.rhythm().shutdown(),
                        settings.capacity().groups(),
                        given.listener()));
        tick = settings.rhythm().tick() ? new SafetyTick(() -> sooner(runner, pump), this::wakeDue) : null;
        NodeSchedules scheduledChecks = new NodeSchedules(parts.scheduleThisNode(), threads);
        lease = new NodeLease(stores.nodes(), node, parts.catalog().keys(), scheduledChecks, this::wake);
        orphans = new OrphanWatch(stores.runs(), node, ORPHAN_GRACE, pump::wake);
        alertPolicies = new KnownPolicies(parts.alertPolicies()::readForPeople, System::nanoTime);
        alerts = new AlertWorker(stores.alerts(), alertPolicies, pump::wake, InstantSource.system());
    }

    /** A thread is never used again, because of what a check may leave on it: an open transaction, a security context. */
    private static ExecutorService oneThreadPerTask(ThreadFactory threads) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    private CronAlarms alarms() {
        try {
            return given.clockwork().alarms(this::wakeRunner);
        } catch (IllegalStateException e) {
            if (!given.settings().rhythm().tick()) {
                throw e;
            }
            log.warn("NSCA-400 Quartz could not be set up, safety tick takes over", e);
            return CronAlarms.NONE;
        }
    }

    private static Duration sooner(CheckRunner runner, DeliveryPump pump) {
        Duration run = runner.untilLook();
        Duration delivery = pump.untilLook();
        return run.compareTo(delivery) <= 0 ? run : delivery;
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void begin() {
        awake = true;
        alarms.show(this::cronSchedules);
        alarms.start();
        lease.start(loops);
        orphans.start(loops);
        alerts.start(loops);
        pump.start();
        runner.start();
        if (tick != null) {
            ticking = tick.start(loops);
        }
        parts.snapshots().refreshEvery(given.settings().rhythm().snapshotInterval(), loops, this::awaitFirstLook);
        new LifeSigns(
                        given.stores().servers(),
                        given.senders(),
                        parts.snapshots()::latest,
                        () -> loops.ailments().isEmpty(),
                        System::nanoTime)
                .start(loops);
        new HistorySweeper(
                        given.stores().history(),
                        given.stores().nodes(),
                        given.settings().rhythm().retention(),
                        given.stores().audit(),
                        given.settings().rhythm().auditRetention())
                .start(loops);
    }

    /** Before this node has said that it lives, and has spread what was missed, the state of checks says little. */
    private void awaitFirstLook() throws InterruptedException {
        boolean inTime = lease.awaitFirst(FIRST_LOOK) && runner.awaitFirstLook(FIRST_LOOK);
        log.debug("looked in time: {}", inTime);
    }

    /** Returns what loops of this node suffer from that do not live, by their names; begins those again that have no thread. */
    Map<String, String> ailments() {
        loops.tend();
        return loops.ailments();
    }

    private Set<CronSchedule> cronSchedules() {
        Set<CronSchedule> crons = new HashSet<>();
        given.stores().checks().findAll().forEach(check -> parts.catalog()
                .find(check.key())
                .ifPresent(definition -> {
                    ScheduleSpec spec =
                            Objects.requireNonNullElse(check.settings().schedule(), definition.schedule());
                    try {
                        if (parts.resolver().schedule(spec) instanceof CronSchedule cron) {
                            crons.add(cron);
                        }
                    } catch (IllegalArgumentException e) {
                        log.debug("not a schedule: {}", spec, e); // said with its check's name when it was planned
                    }
                }));
        return crons;
    }

    /** Looks again at what is due, and when the clock has to ring. */
    void configurationChanged() {
        alarms.show(this::cronSchedules);
        alertPolicies.forget();
        alerts.wake();
        wake();
    }

    Set<CheckId> record(List<ReportedRuns.Reported> results) {
        return reported.record(results);
    }

    CheckResult tryOut(Check check, CheckHandler handler) throws InterruptedException {
        return trials.run(check, handler);
    }

    int abandonedThreads() {
        return runner.abandoned();
    }

    /** Looks for what can be sent. */
    void deliver() {
        if (awake) {
            pump.wake();
        }
    }

    private void wake() {
        if (awake) {
            runner.wake();
            pump.wake();
        }
    }

    private void wakeDue() {
        if (awake) {
            runner.wakeIfDue();
            pump.wakeIfDue();
        }
    }

    private void wakeRunner() {
        if (awake) {
            runner.wake();
        }
    }

    /** Stops claiming, waits within the limit for what runs, stores what came of it, and lets batches under way end. */
    @Override
    public void close() {
        awake = false;
        Loop ticks = ticking;
        if (ticks != null) {
            ticks.close();
        }
        alarms.close();
        runner.close();
        pump.close();
        lease.close();
        loops.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
