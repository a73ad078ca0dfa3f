/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.alerting.Scene.ANNA;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.Status;
import org.nscacheck.audit.TestAudit;
import org.nscacheck.inmemory.InMemoryAlertStore;
import org.nscacheck.loop.Loops;

/** The loop that decides. */
class AlertWorkerTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Loops loops = new Loops(threads);
    private final InstantSource clock = InstantSource.system();
    private final AtomicInteger kills = new AtomicInteger();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicReference<Policies> policies = new AtomicReference<>(
            Policies.NONE.with(List.of(new Recipient(ANNA, "anna", true)), List.of(Route.to(ANNA))));
    private final InMemoryAlertStore store = new InMemoryAlertStore(clock, TestAudit.trail(), this::dieIfAsked);
    private final AlertWorker worker = new AlertWorker(store, policies::get, deliveries::incrementAndGet, clock);

    @AfterEach
    void stop() {
        loops.close();
        threads.shutdownNow();
    }

    private void dieIfAsked() {
        if (kills.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("killed between deciding and storing");
        }
    }

    private void fail() {
        store.observe(
                Scene.subject("disk", 1),
                new Condition(Status.CRITICAL, clock.instant(), clock.instant(), "full", 0, false, Map.of()));
    }

    @Test
    void tellsSoonAfterItIsWokenAndHasItDelivered() {
        worker.start(loops);
        fail();
        worker.wake();

        await().until(() -> store.outbox().size() == 1 && deliveries.get() > 0);
    }

    @Test
    void tellsOnceThoughItDiedBetweenDecidingAndStoring() {
        kills.set(2);
        fail();
        worker.start(loops);

        await().until(() -> !store.outbox().isEmpty());
        worker.wake();
        assertThat(kills).hasValue(0);
        assertThat(store.outbox()).hasSize(1);
    }

    @Test
    void looksAtEverythingWhenThePoliciesHaveChanged() {
        Policies told = policies.get();
        policies.set(told.withSilences(List.of(
                new Silence(Match.ALL, clock.instant(), clock.instant().plus(Duration.ofDays(1)), "deploy", "anna"))));
        fail();
        worker.start(loops);
        await().until(() -> !store.history(null, 9).isEmpty());
        assertThat(store.history(null, 9)).extracting(Noted::reason).containsExactly(Reason.SILENCED);

        policies.set(told);
        await().until(() -> store.outbox().size() == 1);
    }

    @Test
    void looksAgainWhenTheLastLookAskedForIt() {
        Holds delayed = new Holds(Duration.ofMillis(300), Duration.ZERO, 1, Duration.ZERO, false, FlapLimits.OFF);
        policies.set(policies.get().with(List.of(new Recipient(ANNA, "anna", true)), List.of(Scene.patient(delayed))));
        fail();
        worker.start(loops);

        await().until(() -> store.outbox().size() == 1);
        assertThat(store.history(null, 9)).extracting(Noted::reason).containsExactly(null, Reason.NOT_LONG_ENOUGH);
    }
}
