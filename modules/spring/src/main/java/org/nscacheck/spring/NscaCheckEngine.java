/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Configuration;
import org.nscacheck.admin.Overview;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckSource;
import org.nscacheck.check.NodeId;
import org.nscacheck.delivery.RetryPolicy;
import org.nscacheck.engine.Alarm;
import org.nscacheck.engine.CheckDirectory;
import org.nscacheck.engine.CheckResolver;
import org.nscacheck.engine.CheckRunner;
import org.nscacheck.engine.DeliveryPump;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.engine.EngineListeners;
import org.nscacheck.engine.HistoryStore;
import org.nscacheck.engine.HistorySweeper;
import org.nscacheck.engine.NodeLease;
import org.nscacheck.engine.NodePlans;
import org.nscacheck.engine.OrphanWatch;
import org.nscacheck.engine.SafetyTick;
import org.nscacheck.schedule.CronSchedule;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.sender.SenderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/**
 * The life of checks in an application: reads what the code offers when all beans are ready, runs and delivers from the
 * start of the context to its end. Scheduler, executors and timers are its own and no beans. Thread-safe.
 */
public final class NscaCheckEngine implements SmartInitializingSingleton, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NscaCheckEngine.class);
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

    private final NscaCheckStores stores;
    private final NscaCheckSettings settings;
    private final SenderFactories senders;
    private final Collection<CheckSource> sources;
    private final EngineListener listener;
    private final Snapshots snapshots;
    private final Lateness lateness = new Lateness();
    private final ScheduleSpec.Reader schedules;
    private final CheckResolver resolver;
    private @Nullable Assembly assembly;
    private @Nullable Running running;

    /** Makes an engine of what the application has; reads and starts nothing yet. */
    public NscaCheckEngine(
            NscaCheckStores stores,
            NscaCheckSettings settings,
            Collection<? extends SenderFactory> senders,
            Collection<CheckSource> sources) {
        this(stores, settings, senders, sources, List.of());
    }

    /** Makes an engine that tells listeners what it does. */
    public NscaCheckEngine(
            NscaCheckStores stores,
            NscaCheckSettings settings,
            Collection<? extends SenderFactory> senders,
            Collection<CheckSource> sources,
            Collection<EngineListener> listeners) {
        List<EngineListener> all = new ArrayList<>(listeners);
        all.add(lateness);
        this.listener = new EngineListeners(all);
        this.snapshots = new Snapshots(stores);
        this.stores = stores;
        this.settings = settings;
        this.senders = new SenderFactories(senders);
        this.sources = List.copyOf(sources);
        this.schedules = new ScheduleSpec.Reader(new QuartzCronParser(), settings.zone());
        this.resolver = new CheckResolver(
                schedules,
                new CheckResolver.Defaults(
                        settings.spread(), settings.onError(), settings.onTimeout(), settings.nodeName()));
    }

    /** What is known once all beans are ready. */
    private record Assembly(CheckCatalog catalog, Configuration configuration, Overview overview) {}

    /** What runs between start and stop. */
    private record Running(
            ExecutorService threads,
            ScheduledExecutorService timer,
            @Nullable QuartzAlarm quartz,
            @Nullable SafetyTick tick,
            NodeLease lease,
            OrphanWatch orphans,
            CheckRunner runner,
            DeliveryPump pump) {

        void wake() {
            runner.wake();
            pump.wake();
        }
    }

    /**
     * Reads the checks, and brings the stored configuration in line.
     *
     * @throws InvalidChecksException if annotated methods cannot be checks
     * @throws IllegalArgumentException if the configuration in code or properties has faults
     */
    @Override
    public synchronized void afterSingletonsInstantiated() {
        List<CheckDefinition> offered = new ArrayList<>();
        sources.forEach(source -> offered.addAll(source.definitions()));
        CheckCatalog catalog = new CheckCatalog(offered);
        Configuration configuration = new Configuration(
                stores.servers(),
                stores.checks(),
                catalog,
                resolver,
                senders,
                stores.environment(),
                settings.nodeName(),
                this::configurationChanged);
        configuration.seed(settings.servers(), settings.checks());
        Overview overview = new Overview(
                stores.servers(), stores.checks(), stores.conditions(), stores.environment(), catalog, resolver);
        assembly = new Assembly(catalog, configuration, overview);
        log.info(
                "NSCA-101 checks registered count={} servers={} node={}",
                catalog.all().size(),
                stores.servers().findAll().size(),
                settings.nodeName());
    }

    /**
     * Returns the way to change servers and checks and to run a check now.
     *
     * @throws IllegalStateException before all beans of the context are ready
     */
    public Configuration configuration() {
        return assembled().configuration();
    }

    /** Returns what can be shown of servers and checks. */
    public Overview overview() {
        return assembled().overview();
    }

    /** Returns how checks and servers were doing a few seconds ago; asks nobody. */
    public Snapshot snapshot() {
        return snapshots.latest();
    }

    /** Has a listener told of each new snapshot, on a timer's thread: it must be quick. */
    public void onSnapshot(Consumer<Snapshot> listener) {
        snapshots.onRefresh(listener);
    }

    /** Returns how many threads are lost to checks that ignored the interrupt after their timeout. */
    public int abandonedThreads() {
        Running parts = running();
        return parts == null ? 0 : parts.runner().abandoned();
    }

    /** Returns what one in a hundred of the runs that began on this node since the last call was late by, or more. */
    Duration takeP99Lateness() {
        return lateness.takeP99();
    }

    /** Returns deliveries that are not accounted for; counts all that there are. */
    List<HistoryStore.Imbalance> audit() {
        return stores.history().audit();
    }

    /** Returns the kinds of servers that this application can talk to. */
    public SenderFactories senders() {
        return senders;
    }

    /** Returns what the code offers. */
    public CheckCatalog catalog() {
        return assembled().catalog();
    }

    private synchronized Assembly assembled() {
        Assembly known = assembly;
        if (known == null) {
            throw new IllegalStateException("checks are known only when all beans of the context are ready");
        }
        return known;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        CheckCatalog catalog = assembled().catalog();
        NodeId node =
                new NodeId(settings.nodeName() + "/" + ProcessHandle.current().pid() + "-"
                        + UUID.randomUUID().toString().substring(0, 8));
        ThreadFactory daemons = daemons("nscacheck-");
        ExecutorService threads =
                settings.reuseThreads() ? Executors.newCachedThreadPool(daemons) : oneThreadPerTask(daemons);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, daemons("nscacheck-timer-"));
        // Most time limits are never reached; thousands of them would wait for their end otherwise.
        timer.setRemoveOnCancelPolicy(true);
        QuartzAlarm quartz = quartz();
        DeliveryPump pump = new DeliveryPump(
                stores.deliveries(),
                stores.servers(),
                senders,
                threads,
                new DeliveryPump.Settings(
                        node,
                        MAX_BATCH,
                        BATCH_TIME,
                        SERVER_LEASE,
                        RetryPolicy.DEFAULT,
                        settings.shutdown(),
                        settings.zone(),
                        listener),
                quartz == null ? Alarm.NONE : quartz.alarm("next-delivery"));
        CheckRunner runner = new CheckRunner(
                stores.runs(),
                new CheckDirectory(stores.checks(), stores.servers(), catalog, resolver),
                catalog,
                threads,
                timer,
                quartz == null ? Alarm.NONE : quartz.alarm("next-run"),
                pump::wake,
                new CheckRunner.Settings(
                        node, settings.maxRunning(), VALIDITY_GRACE, settings.shutdown(), settings.groups(), listener));
        SafetyTick tick = settings.tick() ? new SafetyTick(timer, () -> sooner(runner, pump), this::wake) : null;
        NodePlans plans = new NodePlans(() -> configuration().planThisNode(), threads);
        NodeLease lease = new NodeLease(stores.nodes(), node, catalog.keys(), plans, this::wake);
        OrphanWatch orphans = new OrphanWatch(stores.runs(), node, ORPHAN_GRACE, pump::wake);
        running = new Running(threads, timer, quartz, tick, lease, orphans, runner, pump);
        begin(running);
    }

    /** A thread is never used again, because of what a check may leave on it: an open transaction, a security context. */
    private static ExecutorService oneThreadPerTask(ThreadFactory threads) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    private @Nullable QuartzAlarm quartz() {
        if (!settings.quartz()) {
            return null;
        }
        try {
            return new QuartzAlarm(this::wake, InstantSource.system());
        } catch (IllegalStateException e) {
            if (!settings.tick()) {
                throw e;
            }
            log.warn("NSCA-400 Quartz could not be set up, the safety tick does its work", e);
            return null;
        }
    }

    private void begin(Running parts) {
        if (parts.quartz() != null) {
            parts.quartz().show(cronSchedules());
            parts.quartz().start();
        }
        parts.lease().start(parts.timer());
        parts.orphans().start(parts.timer());
        parts.pump().start();
        parts.runner().start();
        if (parts.tick() != null) {
            parts.tick().start();
        }
        snapshots.refreshEvery(settings.snapshotInterval(), parts.timer());
        new HistorySweeper(stores.history(), stores.nodes(), settings.retention(), parts.timer()).start();
    }

    private static Duration sooner(CheckRunner runner, DeliveryPump pump) {
        Duration run = runner.untilNextDue();
        Duration delivery = pump.untilNextDue();
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

    private Set<CronSchedule> cronSchedules() {
        Set<CronSchedule> crons = new HashSet<>();
        stores.checks()
                .findAll()
                .forEach(check -> assembled().catalog().find(check.handler()).ifPresent(definition -> {
                    ScheduleSpec spec = check.schedule() == null ? definition.schedule() : check.schedule();
                    try {
                        if (schedules.read(spec) instanceof CronSchedule cron) {
                            crons.add(cron);
                        }
                    } catch (IllegalArgumentException e) {
                        log.debug("not a schedule: {}", spec, e); // said with its check's name when it was planned
                    }
                }));
        return crons;
    }

    private void configurationChanged() {
        Running parts = running();
        if (parts != null) {
            if (parts.quartz() != null) {
                parts.quartz().show(cronSchedules());
            }
            parts.wake();
        }
    }

    private void wake() {
        Running parts = running();
        if (parts != null) {
            parts.wake();
        }
    }

    private synchronized @Nullable Running running() {
        return running;
    }

    /**
     * Stops claiming, waits within the limit for what runs, stores what came of it, and lets batches under way end. What has
     * not been delivered then waits in the outbox for another node or the next start.
     */
    @Override
    public void stop() {
        Running parts;
        synchronized (this) {
            parts = running;
            running = null;
        }
        if (parts == null) {
            return;
        }
        if (parts.tick() != null) {
            parts.tick().close();
        }
        if (parts.quartz() != null) {
            parts.quartz().close();
        }
        parts.runner().close();
        parts.pump().close();
        parts.lease().close();
        parts.timer().shutdownNow();
        parts.threads().shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running() != null;
    }
}
