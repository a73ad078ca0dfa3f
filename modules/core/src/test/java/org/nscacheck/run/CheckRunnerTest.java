/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckCatalog;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckResolver;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.FakeCheckStore;
import org.nscacheck.check.InvalidResultException;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.check.TestRules;
import org.nscacheck.engine.EngineListener;
import org.nscacheck.loop.Faults;
import org.nscacheck.loop.Loops;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.TestServers;
import org.nscacheck.testkit.matrix.Row;

class CheckRunnerTest {

    private static final CheckKey KEY = new CheckKey("shop.orders");

    private final FakeRunStore runs = new FakeRunStore();
    private final FakeCheckStore checks = new FakeCheckStore();
    private final ServerStore servers = TestServers.store();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Faults startFaults = new Faults();
    private final Loops loops = new Loops(threads, System::nanoTime, Duration.ofMillis(20));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger deliverySignals = new AtomicInteger();
    private final StoredCheck stored = withTimeout(Duration.ofSeconds(20));
    private EngineListener listener = EngineListener.NONE;
    private CheckRunner runner;
    private long claims;

    private static StoredCheck withTimeout(Duration timeout) {
        return StoredCheck.of(KEY, CheckSettings.builder().timeout(timeout).build())
                .named("orders");
    }

    private void start(CheckHandler handler, int maxRunning) {
        start(stored, handler, maxRunning, Duration.ofSeconds(5));
    }

    private void start(StoredCheck check, CheckHandler handler, int maxRunning, Duration shutdown) {
        checks.checks.put(check.id(), check);
        CheckCatalog catalog =
                new CheckCatalog(List.of(CheckDefinition.of(KEY, "Orders", ScheduleSpec.every("1m"), handler)));
        CheckResolver resolver = new CheckResolver(
                new ScheduleSpec.Reader(
                        expression -> {
                            throw new IllegalArgumentException("no cron here");
                        },
                        ZoneOffset.UTC),
                new CheckResolver.Defaults(Spread.DEFAULT_LIMIT, Status.CRITICAL, Status.CRITICAL, "node-1"));
        runner = new CheckRunner(
                runs,
                new CheckDirectory(checks, checks, servers, catalog, resolver, TestRules.none()),
                catalog,
                startFaults.before(threads),
                loops,
                timer,
                Alarm.NONE,
                deliverySignals::incrementAndGet,
                new CheckRunner.Settings(
                        new NodeId("node-1/1"), maxRunning, Duration.ofSeconds(60), shutdown, Map.of(), listener));
        runner.start();
    }

    @AfterEach
    void stop() {
        if (runner != null) {
            runner.close();
        }
        loops.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private Claim claim(StoredCheck check) {
        return claim(check, runs.now);
    }

    private Claim claim(StoredCheck check, Instant slot) {
        claims++;
        Claim.Lease lease = new Claim.Lease(runs.now, runs.now.plusSeconds(40));
        return new Claim(new Claim.ClaimId(check.id(), "", claims), KEY, 1, slot, false, lease, CheckState.NEW);
    }

    /** Nothing else wakes it here: no tick, no alarm, and all workers are free. By itself it looks after ten seconds. */
    @Test
    void claimsAgainWhenTheResultsThatHeldItUpAreRecorded() {
        runs.recording = Duration.ofMillis(500);
        for (int i = 0; i < 3200; i++) {
            runs.due.add(claim(stored));
        }
        start(context -> CheckResult.ok("fine").build(), 20);

        await().atMost(Duration.ofSeconds(9)).until(() -> runs.recorded.size() == 3200);
    }

    private RunRecord runOnce() {
        runs.due.add(claim(stored));
        runner.wake();
        await().until(() -> !runs.recorded.isEmpty());
        return runs.recorded.get(0);
    }

    @Test
    void recordsTheRunWithItsNextDueTimeAndOneDeliveryPerServer() {
        Server one = TestServers.server("one");
        Server two = TestServers.server("two");
        servers.save(one, SecretChange.KEEP);
        servers.save(two, SecretChange.KEEP);
        start(context -> CheckResult.of(1, "7 orders stuck"), 2);

        RunRecord record = runOnce();

        assertThat(record.run().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(record.next().status()).isEqualTo(Status.WARNING);
        assertThat(record.change()).isNotNull();
        assertThat(record.deliveries())
                .extracting(delivery -> delivery.report().target().toString())
                .containsExactly("one-node/Orders", "two-node/Orders");
        assertThat(record.nextDueAt()).isAfter(runs.now).isBefore(runs.now.plusSeconds(121));
        assertThat(record.deliveries().get(0).report().validUntil())
                .isAfter(record.nextDueAt().plusSeconds(60));
        await().untilAsserted(() -> assertThat(deliverySignals).hasValue(1));
    }

    @Test
    void goesOnAfterAllChecksWerePausedUntilResumed() {
        runs.nextDueAt = StoredCheck.UNTIL_RESUMED;
        start(context -> CheckResult.of(0, "fine"), 2);
        await().until(() -> !runs.asked.isEmpty());

        assertThat(runOnce().run().outcome()).isEqualTo(Outcome.SUCCESS);
    }

    @Test
    @Row(value = "R29", done = "an Error is a result")
    void reportsWhatTheHandlerThrowsErrorsIncluded() {
        start(
                context -> {
                    throw new StackOverflowError("deep");
                },
                1);

        RunRecord record = runOnce();

        assertThat(record.run().outcome()).isEqualTo(Outcome.ERROR);
        assertThat(record.run().result()).isEqualTo(CheckResult.of(Status.CRITICAL, "StackOverflowError: deep"));
    }

    @Test
    @Row(value = "B01", done = "null is an error result")
    void reportsAnInvalidResultAndNothingWithoutPermission() {
        AtomicInteger calls = new AtomicInteger();
        start(
                context -> {
                    if (calls.getAndIncrement() == 0) {
                        return null;
                    }
                    throw new InvalidResultException("return code was 'x'");
                },
                1);
        runs.due.add(claim(stored));

        runOnce();
        await().until(() -> runs.recorded.size() == 2);

        assertThat(runs.recorded)
                .extracting(record -> record.run().result())
                .containsExactlyInAnyOrder(
                        CheckResult.of(Status.CRITICAL, "the check returned nothing"),
                        CheckResult.of(Status.CRITICAL, "return code was 'x'"));
    }

    @Test
    @Row(value = "R28", done = "the timeout is recorded on time")
    void recordsATimeoutAtOnceAndDropsTheLateResult() {
        StoredCheck quick = withTimeout(Duration.ofMillis(50));
        start(
                quick,
                context -> {
                    new CountDownLatch(1).await();
                    return CheckResult.of(0, "never");
                },
                1,
                Duration.ofSeconds(5));
        runs.due.add(claim(quick));
        runner.wake();

        await().until(() -> !runs.recorded.isEmpty());

        assertThat(runs.recorded.get(0).run().outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(runs.recorded.get(0).run().result())
                .isEqualTo(CheckResult.of(Status.CRITICAL, "timed out after 50ms"));
        await().untilAsserted(() -> assertThat(runner.abandoned()).isZero());
        assertThat(runs.recorded).hasSize(1);
    }

    @Test
    @Row(value = "R28", done = "its thread is replaced and counted, and no second copy is started")
    void replacesAWorkerThatIgnoresTheInterruptAndDoesNotStartItsCheckAgain() {
        StoredCheck hanging = withTimeout(Duration.ofMillis(50));
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        start(
                hanging,
                context -> {
                    started.incrementAndGet();
                    awaitIgnoringInterrupts(release);
                    return CheckResult.of(0, "late");
                },
                1,
                Duration.ofSeconds(5));
        runs.due.add(claim(hanging));
        runner.wake();
        await().until(() -> runs.recorded.size() == 1);
        assertThat(runner.abandoned()).isEqualTo(1);

        runs.due.add(claim(hanging));
        runner.wake();
        await().until(() -> runs.recorded.size() == 2);

        assertThat(started).hasValue(1);
        assertThat(runs.recorded.get(1).run().result().message()).contains("still hangs");
        release.countDown();
        await().until(() -> runner.abandoned() == 0);
        assertThat(runs.recorded).hasSize(2);
    }

    @Test
    @Row(
            value = "R28",
            done =
                    "200 hang at once and ignore the interrupt: each has its timeout recorded, another check runs within 5 s")
    void startsOthersInTimeWhileTwoHundredHang() {
        CountDownLatch release = new CountDownLatch(1);
        StoredCheck healthy = withTimeout(Duration.ofSeconds(20));
        start(
                healthy,
                context -> {
                    if (!context.check().equals(healthy.id())) {
                        awaitIgnoringInterrupts(release);
                    }
                    return CheckResult.of(0, "OK");
                },
                20,
                Duration.ofSeconds(5));
        for (int i = 0; i < 200; i++) {
            StoredCheck hanging = withTimeout(Duration.ofMillis(20));
            checks.checks.put(hanging.id(), hanging);
            runs.due.add(claim(hanging));
        }
        runs.due.add(claim(healthy));
        runner.wake();

        await().atMost(Duration.ofSeconds(5)).until(() -> runs.recorded.stream()
                .anyMatch(record -> record.claim().check().equals(healthy.id())));

        await().untilAsserted(() -> assertThat(runs.recorded)
                .filteredOn(record -> record.run().outcome() == Outcome.TIMEOUT)
                .hasSize(200));
        assertThat(runner.abandoned()).isEqualTo(200);
        release.countDown();
        await().until(() -> runner.abandoned() == 0);
        assertThat(runs.recorded).hasSize(201);
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // This is the handler the engine has to live with.
            }
        }
    }

    @Test
    void neverClaimsMoreThanItCanStart() {
        CountDownLatch release = new CountDownLatch(1);
        start(
                context -> {
                    release.await();
                    return CheckResult.of(0, "OK");
                },
                2);
        for (int i = 0; i < 5; i++) {
            runs.due.add(claim(stored));
        }
        runner.wake();
        await().until(() -> runner.running() == 2);

        assertThat(runs.due).hasSize(3);
        assertThat(runs.asked).allMatch(max -> max <= 2);
        release.countDown();
        await().until(() -> runs.recorded.size() == 5);
    }

    @Test
    void keepsRunsUntilTheStoreIsBack() {
        CountDownLatch started = new CountDownLatch(1);
        start(
                context -> {
                    runs.away = true;
                    started.countDown();
                    return CheckResult.of(0, "OK");
                },
                1);
        runs.due.add(claim(stored));
        runner.wake();
        await().until(() -> started.getCount() == 0);
        await().during(Duration.ofMillis(300)).until(() -> runs.recorded.isEmpty());

        runs.away = false;

        await().until(() -> runs.recorded.size() == 1);
    }

    @Test
    @Row(
            value = "R17",
            done = "a failure between the claim of a check and the reading of it: it runs when it can be read")
    void runsWhatItHadClaimedWhenItsCheckCouldNotBeRead() {
        checks.away = true;
        start(context -> CheckResult.of(0, "OK"), 1);
        runs.due.add(claim(stored));
        runner.wake();
        await().until(() -> runs.due.isEmpty());

        checks.away = false;
        await().until(() -> {
            runner.wake();
            return runs.recorded.size() == 1;
        });
    }

    @Test
    void tellsNobodyOfRunsThatTheFenceRefused() {
        servers.save(TestServers.server("one"), SecretChange.KEEP);
        start(context -> CheckResult.of(0, "OK"), 1);
        Claim late = claim(stored);
        runs.refuse.add(late.id());
        runs.due.add(late);
        runs.due.add(claim(stored));
        runner.wake();

        await().until(() -> runs.recorded.size() == 1);

        assertThat(runs.recorded.get(0).claim().number()).isEqualTo(2);
    }

    @Test
    @Row(value = "R31", done = "a run that does not end is given back")
    void givesBackWhatDoesNotEndInTime() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        start(
                stored,
                context -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return CheckResult.of(0, "never");
                },
                1,
                Duration.ofMillis(50));
        Claim claim = claim(stored);
        runs.due.add(claim);
        runner.wake();
        await().until(() -> runner.running() == 1);

        runner.close();

        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.givenBack).containsExactly(claim.id());
        assertThat(runs.recorded).isEmpty();
    }

    /** A plugin that is killed on the interrupt must be dead before the process is. */
    @Test
    void waitsForTheEndOfWhatItInterrupts() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger cleared = new AtomicInteger();
        start(
                stored,
                context -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
                        cleared.incrementAndGet();
                    }
                    return null;
                },
                1,
                Duration.ofMillis(100));
        runs.due.add(claim(stored));
        runner.wake();
        begun.await();

        runner.close();

        assertThat(cleared).hasValue(1);
    }

    @Test
    void givesBackAtOnceWhatItClaimsWhileItStops() throws InterruptedException {
        start(context -> CheckResult.of(0, "never"), 1);
        await().until(() -> !runs.asked.isEmpty());
        CountDownLatch claiming = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        runs.onClaim = () -> {
            claiming.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Claim claim = claim(stored);
        runs.due.add(claim);
        runner.wake();
        claiming.await();
        Thread closer = new Thread(runner::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        answer.countDown();
        closer.join();

        assertThat(runs.givenBack).containsExactly(claim.id());
        assertThat(runs.recorded).isEmpty();
    }

    @Test
    @Row(
            value = "R37",
            done = "nothing is claimed while results wait for the store, so that no more of them wait than checks ran")
    void claimsNothingWhileResultsWaitForTheStore() {
        start(context -> CheckResult.of(0, "fine"), 5);
        runOnce();
        runs.refusesToRecord = true;
        runs.due.add(claim(stored));
        runner.wake();
        await().until(() -> runs.failedRecords.get() > 0);
        int asked = runs.asked.size();
        runner.wake();
        await().until(() -> runs.failedRecords.get() > 1);

        assertThat(runs.asked).hasSizeLessThanOrEqualTo(asked + 1);

        runs.refusesToRecord = false;
        await().until(() -> runs.recorded.size() == 2);
    }

    @Test
    void spreadsWhatIsOverdueWhenItBegins() {
        start(context -> CheckResult.of(0, "fine"), 5);

        runOnce();
        runner.wake();

        assertThat(runs.spreads).hasValue(1);
    }

    @Test
    @Row(
            value = "R44",
            done = "a check whose thread cannot be started is given back, and its worker is free for the next")
    void givesBackWhatNoThreadCouldBeStartedFor() {
        startFaults.then(Faults.noThread(), Faults.noThread());
        start(context -> CheckResult.of(0, "fine"), 1);
        Claim first = claim(stored);
        Claim second = claim(stored);
        Claim third = claim(stored);
        runs.due.addAll(List.of(first, second, third));
        runner.wake();

        await().until(() -> runs.recorded.size() == 1);

        assertThat(runs.givenBack).containsExactly(first.id(), second.id());
        assertThat(runs.recorded.get(0).claim()).isEqualTo(third);
        assertThat(runner.running()).isZero();
    }

    @Test
    void doesNotCallLateWhatWasMissedWhileItWasAway() {
        List<Duration> delays = new CopyOnWriteArrayList<>();
        listener = new EngineListener() {
            @Override
            public void runStarted(Check check, Duration delay) {
                delays.add(delay);
            }
        };
        Instant slot = runs.now;
        runs.now = slot.plusSeconds(140);
        start(context -> CheckResult.of(0, "fine"), 1);
        runs.due.add(claim(stored, slot));
        runner.wake();
        await().until(() -> delays.size() == 1);
        assertThat(delays.get(0)).isEqualTo(Duration.ZERO);

        Instant later = runs.now;
        runs.now = later.plusSeconds(140);
        runs.due.add(claim(stored, later));
        runner.wake();
        await().until(() -> delays.size() == 2);
        assertThat(delays.get(1)).isGreaterThan(Duration.ofSeconds(70));
    }
}
