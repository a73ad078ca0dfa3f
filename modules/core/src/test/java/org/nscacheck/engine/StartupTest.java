/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a start does while its database is away. */
class StartupTest {

    private static final Startup.Patience SHORT = new Startup.Patience(Duration.ofMillis(50), Duration.ofMillis(50));
    private static final Startup.Patience LONG = new Startup.Patience(Duration.ofMinutes(1), Duration.ofMinutes(1));

    private final List<Starting> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private @Nullable Startup startup;

    @AfterEach
    void close() {
        if (startup != null) {
            startup.close();
        }
    }

    private Startup startup(StoreOpening opening, Startup.Patience patience) {
        Startup made = new Startup(opening, patience, told::add);
        startup = made;
        return made;
    }

    /** A database that is away is an {@link IllegalStateException} here, a fault anything else. */
    private record Opening(Step reaching, Step preparing) implements StoreOpening {

        interface Step {
            void run() throws InterruptedException;
        }

        @Override
        public void build() {}

        @Override
        public void reach() {
            run(reaching);
        }

        @Override
        public void prepare() {
            run(preparing);
        }

        private static void run(Step step) {
            try {
                step.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public boolean isAway(Throwable failure) {
            return failure instanceof IllegalStateException;
        }
    }

    @Test
    void waitsForTheFirstAttemptOfADatabaseThatIsThere() {
        startup(new Opening(() -> {}, () -> {}), LONG).run(done::incrementAndGet);
        assertThat(done).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void goesOnWithoutADatabaseThatDoesNotAnswerAtAll() {
        CountDownLatch answers = new CountDownLatch(1);
        Startup waiting = startup(new Opening(answers::await, () -> {}), SHORT);
        waiting.run(done::incrementAndGet);
        assertThat(waiting.starting()).isNotNull().satisfies(why -> assertThat(why.faulty())
                .isFalse());
        assertThat(done).hasValue(0);
        answers.countDown();
        await().untilAsserted(() -> assertThat(waiting.starting()).isNull());
        assertThat(done).hasValue(1);
    }

    @Test
    void goesOnWithoutTablesThatAnotherNodeIsBusyWith() {
        CountDownLatch free = new CountDownLatch(1);
        Startup waiting = startup(new Opening(() -> {}, free::await), SHORT);
        waiting.run(done::incrementAndGet);
        assertThat(waiting.starting()).isNotNull();
        free.countDown();
        await().untilAsserted(() -> assertThat(done).hasValue(1));
    }

    @Test
    void throwsWhatTheFirstAttemptFindsFaultyAndTriesNoMore() {
        Startup faulty = startup(new Opening(() -> {}, () -> {}), LONG);
        assertThatThrownBy(() -> faulty.run(() -> {
                    done.incrementAndGet();
                    throw new IllegalArgumentException("faulty");
                }))
                .hasMessage("faulty");
        assertThat(done).hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void showsWhatALaterAttemptFindsFaultyUntilItIsCorrected() {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicBoolean faulty = new AtomicBoolean(true);
        Startup waiting = startup(
                new Opening(
                        () -> {
                            if (away.get()) {
                                throw new IllegalStateException("refused");
                            }
                        },
                        () -> {
                            if (faulty.get()) {
                                throw new IllegalArgumentException("no table");
                            }
                        }),
                LONG);
        waiting.run(() -> done.addAndGet(1));
        waiting.run(() -> done.addAndGet(10));
        away.set(false);
        await().until(() -> told.stream().anyMatch(Starting::faulty));
        assertThat(waiting.starting()).isNotNull().satisfies(why -> assertThat(why.sentence())
                .isEqualTo("Checks cannot start: no table"));
        faulty.set(false);
        await().untilAsserted(() -> assertThat(done).hasValue(11));
        assertThat(waiting.starting()).isNull();
    }

    @Test
    void triesNoMoreWhenItIsClosed() {
        Startup closed = startup(
                new Opening(
                        () -> {
                            throw new IllegalStateException("refused");
                        },
                        () -> {}),
                LONG);
        closed.run(done::incrementAndGet);
        closed.close();
        assertThat(closed.isClosed()).isTrue();
        assertThat(done).hasValue(0);
    }
}
