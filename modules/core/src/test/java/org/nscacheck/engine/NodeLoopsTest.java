/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.audit.TestAudit;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.TestRules;
import org.nscacheck.delivery.DeliveryPump;
import org.nscacheck.delivery.DeliverySettings;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.delivery.Ready;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.history.HistorySweeper;
import org.nscacheck.loop.Faults;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.node.NodeLease;
import org.nscacheck.node.NodeSchedules;
import org.nscacheck.node.NodeStore;
import org.nscacheck.run.CheckDirectory;
import org.nscacheck.run.CheckRunner;
import org.nscacheck.run.Claim;
import org.nscacheck.run.FakeRunStore;
import org.nscacheck.run.OrphanWatch;
import org.nscacheck.run.RunStore;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.schedule.Spread;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.TestServers;
import org.nscacheck.testkit.matrix.Row;

/** Each loop of a node, and each of the faults of its own process: no thread, no memory, no class. */
class NodeLoopsTest {

    private static final NodeId NODE = new NodeId("node-1/1");
    private static final CheckKey KEY = new CheckKey("shop.orders");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong nanos = new AtomicLong();
    private final Faults faults = new Faults();
    private final Faults threadFaults = new Faults();
    private final FakeRunStore runs = new FakeRunStore();
    private final FakeCheckStore checks = new FakeCheckStore();
    private final StoredCheck stored = StoredCheck.of(KEY);
    private final NodeStore nodes = Faults.idle(NodeStore.class, new NodeStore.Renewal(false, List.of(), 1));
    private final HistoryStore history = Faults.idle(HistoryStore.class, List.of());
    private final Loops loops = new Loops(threadFaults.before(threads), nanos::get, Duration.ofMillis(10));

    /** The loops of a node. */
    enum Which {
        CLAIMS,
        RECORDER,
        DELIVERIES,
        LEASE,
        TICK,
        HISTORY,
        ORPHANS
    }

    @AfterEach
    void stop() {
        loops.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private void start(Which which) {
        switch (which) {
            case CLAIMS -> runner(faults.at(RunStore.class, "claimDue", runs)).start();
            case RECORDER -> {
                checks.checks.put(stored.id(), stored);
                runs.due.add(claim());
                runner(faults.at(RunStore.class, "record", runs)).start();
            }
            case DELIVERIES -> pump(new Ready(List.of(), runs.now, null)).start();
            case LEASE -> lease().start(loops);
            case TICK -> new SafetyTick(() -> Duration.ofMillis(20), faults::work).start(loops);
            case HISTORY ->
                new HistorySweeper(
                                faults.at(HistoryStore.class, "sumUp", history),
                                nodes,
                                Duration.ofDays(1),
                                TestAudit.trail(),
                                Duration.ofDays(365))
                        .start(loops);
            case ORPHANS ->
                new OrphanWatch(faults.at(RunStore.class, "claimOrphans", runs), NODE, Duration.ofMinutes(2), () -> {})
                        .start(loops);
        }
    }

    private NodeLease lease() {
        return new NodeLease(
                faults.at(NodeStore.class, "renew", nodes),
                NODE,
                Set.of(KEY),
                new NodeSchedules(() -> {}, threads),
                () -> {});
    }

    private DeliveryPump pump(Ready ready) {
        return new DeliveryPump(
                faults.at(DeliveryStore.class, "findReady", Faults.idle(DeliveryStore.class, ready, Optional.empty())),
                TestServers.store(),
                new SenderFactories(List.of()),
                threads,
                loops,
                DeliverySettings.of(NODE),
                Alarm.NONE);
    }

    private CheckRunner runner(RunStore store) {
        CheckCatalog catalog = new CheckCatalog(List.of(
                CheckDefinition.of(KEY, "Orders", ScheduleSpec.every("1m"), context -> CheckResult.of(0, "fine"))));
        CheckResolver resolver = new CheckResolver(
                new ScheduleSpec.Reader(
                        expression -> {
                            throw new IllegalArgumentException("no cron here");
                        },
                        ZoneOffset.UTC),
                new CheckResolver.Defaults(Spread.DEFAULT_LIMIT, Status.CRITICAL, Status.CRITICAL, "node-1"));
        return new CheckRunner(
                store,
                new CheckDirectory(checks, checks, TestServers.store(), catalog, resolver, TestRules.none()),
                catalog,
                threads,
                loops,
                timer,
                Alarm.NONE,
                () -> {},
                CheckRunner.Settings.of(NODE));
    }

    private Claim claim() {
        Instant now = runs.now;
        Claim.Lease lease = new Claim.Lease(now, now.plusSeconds(40));
        return new Claim(new Claim.ClaimId(stored.id(), "", 1), KEY, 1, now, false, lease, CheckState.NEW);
    }

    private void awaitWork() {
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            // Nobody has to wait here for the first turn of those that begin later.
            loops.tend();
            loops.wake();
            return faults.survived() > 0;
        });
        assertThat(loops.ailments()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Row(value = "R62", done = "each loop of a node goes on when there is memory again")
    void goesOnAfterTheHeapWasFull(Which which) {
        faults.then(Faults.fullHeap(), Faults.fullHeap());
        start(which);
        awaitWork();
    }

    @ParameterizedTest
    @EnumSource
    @Row(value = "R63", done = "each loop of a node goes on after a LinkageError")
    void goesOnAfterALinkageError(Which which) {
        faults.then(Faults.linkage(), Faults.linkage());
        start(which);
        awaitWork();
    }

    @ParameterizedTest
    @EnumSource
    @Row(value = "R44", done = "each loop of a node is begun when its thread can be started")
    void beginsWhenItsThreadCanBeStarted(Which which) {
        threadFaults.then(Faults.noThread(), Faults.noThread(), Faults.noThread(), Faults.noThread());
        start(which);
        awaitWork();
    }

    @Test
    void recordsWhatItHadInItsHandWhenItFailed() {
        faults.then(Faults.linkage(), Faults.fullHeap());
        start(Which.RECORDER);
        await().until(() -> runs.recorded.size() == 1);
    }

    @Test
    @Row(value = "R63", done = "the lease is renewed only while the loops live, and again when they turn again")
    void renewsItsLeaseOnlyWhileItsLoopsLive() {
        AtomicBoolean broken = new AtomicBoolean(true);
        loops.start(Loop.Kind.vital("recorder"), () -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("org/nscacheck/Gone");
            }
            return Duration.ofMillis(10);
        });
        start(Which.LEASE);
        awaitWork();

        nanos.addAndGet(Loop.FAILING.plusSeconds(1).toNanos());
        assertThat(loops.areVitalAlive()).isFalse();
        int renewed = faults.survived();
        for (int i = 0; i < 5; i++) {
            loops.wake();
        }
        await().during(Duration.ofMillis(200)).until(() -> faults.survived() <= renewed + 1);

        broken.set(false);
        await().until(() -> {
            loops.wake();
            return faults.survived() > renewed + 1;
        });
    }

    @Test
    @Row(value = "R63", done = "a node whose recorder does not turn claims nothing")
    void claimsNothingWhileAnotherLoopIsDead() {
        AtomicBoolean broken = new AtomicBoolean(true);
        loops.start(Loop.Kind.vital("lease"), () -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("org/nscacheck/Gone");
            }
            return Duration.ofMillis(10);
        });
        nanos.addAndGet(1);
        await().until(() -> {
            nanos.addAndGet(Loop.FAILING.toNanos());
            return !loops.areVitalAlive();
        });
        start(Which.CLAIMS);
        loops.wake();
        await().during(Duration.ofMillis(200)).until(() -> faults.survived() == 0);

        broken.set(false);
        awaitWork();
    }

    @Test
    @Row(value = "R44", done = "a server whose worker had no thread is served when there is one")
    void servesAServerWhoseWorkerCouldNotBeStarted() {
        Server server = TestServers.server("nagios");
        ServerStore servers = TestServers.store();
        servers.save(server, SecretChange.KEEP);
        Faults served = new Faults();
        Faults start = new Faults().then(Faults.noThread());
        new DeliveryPump(
                        served.at(
                                DeliveryStore.class,
                                "lease",
                                Faults.idle(
                                        DeliveryStore.class,
                                        new Ready(List.of(new Ready.Candidate(server.id(), 0)), runs.now, null),
                                        Optional.empty())),
                        servers,
                        new SenderFactories(List.of()),
                        start.before(threads),
                        loops,
                        DeliverySettings.of(NODE),
                        Alarm.NONE)
                .start();

        await().until(() -> {
            loops.wake();
            return served.survived() > 0;
        });
    }

    @Test
    void planningIsTriedAgainWhenItsThreadCouldNotBeStarted() {
        Faults start = new Faults().then(Faults.noThread());
        Faults planned = new Faults();
        NodeSchedules scheduledChecks = new NodeSchedules(planned::work, start.before(threads));
        try {
            scheduledChecks.renewed(new NodeStore.Renewal(true, List.of(), 1));
        } catch (OutOfMemoryError e) {
            assertThat(planned.survived()).isZero();
        }

        scheduledChecks.renewed(new NodeStore.Renewal(false, List.of(), 1));

        await().until(() -> planned.survived() == 1);
    }
}
