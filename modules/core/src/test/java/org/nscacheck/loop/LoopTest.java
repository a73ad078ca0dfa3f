/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.matrix.Row;

class LoopTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final Faults faults = new Faults();
    private final Loops loops = new Loops(threads, nanos::get, Duration.ofMillis(10));

    @AfterEach
    void stop() {
        loops.close();
        threads.shutdownNow();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Loop start() {
        return loops.start(Loop.Kind.vital("work"), () -> {
            faults.work();
            return Duration.ofMillis(10);
        });
    }

    @Test
    @Row(value = "R63", done = "a loop that finds classes missing turns again, as after every other Error")
    void goesOnWhateverATurnThrows() {
        faults.then(Faults.fullHeap(), Faults.linkage(), new StackOverflowError(), new IllegalStateException("bug"));

        start();

        await().until(() -> faults.survived() > 1);
        assertThat(loops.ailments()).isEmpty();
    }

    @Test
    void anInterruptFromElsewhereDoesNotEndIt() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        AtomicInteger turns = new AtomicInteger();
        Loop loop = loops.start(Loop.Kind.vital("work"), () -> {
            thread.set(Thread.currentThread());
            turns.incrementAndGet();
            return Duration.ofMinutes(1);
        });
        await().until(() -> turns.get() == 1);

        thread.get().interrupt();
        await().until(() -> turns.get() == 2);

        loop.wake();
        await().until(() -> turns.get() == 3);
    }

    @Test
    @Row(value = "R44", done = "a loop whose thread could not be started counts as dead, and is begun again")
    void isBegunAgainWhenAThreadIsToBeHad() {
        Faults start = new Faults().then(Faults.noThread(), Faults.noThread());
        Loops failing = new Loops(start.before(threads), nanos::get, Duration.ofMillis(10));
        failing.start(Loop.Kind.vital("work"), () -> {
            faults.work();
            return Duration.ofMillis(10);
        });
        assertThat(failing.ailments()).containsEntry("work", "has no thread");
        assertThat(failing.areVitalAlive()).isFalse();

        failing.tend();
        assertThat(failing.areVitalAlive()).isFalse();
        failing.tend();

        assertThat(failing.areVitalAlive()).isTrue();
        await().until(() -> faults.survived() > 0);
        failing.close();
    }

    @Test
    @Row(
            value = "R62",
            done = "turns that fail for a moment are survived, for half a minute and longer they count as dead")
    void countsAsDeadOnlyWhenItFailsForLong() {
        AtomicInteger failed = new AtomicInteger();
        AtomicReference<Error> fault = new AtomicReference<>(new OutOfMemoryError("Java heap space"));
        loops.start(Loop.Kind.vital("work"), () -> {
            Error error = fault.get();
            if (error != null) {
                failed.incrementAndGet();
                throw error;
            }
            return Duration.ofMillis(10);
        });
        await().until(() -> failed.get() > 1);
        later(Duration.ofSeconds(8));
        assertThat(loops.areVitalAlive()).isTrue();

        later(Duration.ofSeconds(30));
        assertThat(loops.ailments()).containsEntry("work", "has failed for 38 s: OutOfMemoryError");
        assertThat(loops.areVitalAlive()).isFalse();

        fault.set(null);
        await().untilAsserted(() -> assertThat(loops.areVitalAlive()).isTrue());
    }

    @Test
    void isAliveWithNothingToDoAndInASlowCallButNotForEver() throws InterruptedException {
        Loop idle = loops.start(Loop.Kind.aside("idle"), () -> Duration.ofHours(1));
        assertThat(idle.awaitFirstTurn(Duration.ofSeconds(10))).isTrue();
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        loops.start(Loop.Kind.vital("slow"), () -> {
            asked.countDown();
            answer.await();
            return Duration.ofHours(1);
        });
        asked.await();
        later(Duration.ofSeconds(100));
        assertThat(loops.ailments()).isEmpty();

        later(Duration.ofSeconds(30));
        assertThat(loops.ailments()).containsOnlyKeys("slow");

        answer.countDown();
        await().untilAsserted(() -> assertThat(loops.ailments()).isEmpty());
    }

    @Test
    void isNoLongerMissedWhenItIsClosed() throws InterruptedException {
        Loop loop = start();
        await().until(() -> faults.survived() > 0);

        assertThat(loop.close(Duration.ofSeconds(5))).isTrue();

        later(Duration.ofHours(1));
        assertThat(loops.ailments()).isEmpty();
    }
}
