/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.CheckState;
import org.nscacheck.schedule.IntervalSchedule;
import org.nscacheck.testkit.matrix.Row;
import org.slf4j.LoggerFactory;

/** What a handler does, however rude, is one outcome, and its thread is free afterwards. */
class CheckExecutionTest {

    private record End(Outcome outcome, CheckResult result) {}

    private final List<End> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger freed = new AtomicInteger();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CheckExecution.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    private CheckExecution execution(CheckState state, CheckHandler handler) {
        CheckId id = CheckId.random();
        CheckKey key = new CheckKey("rude");
        Check check = Check.builder(id, key, "rude", IntervalSchedule.parse("1m", ZoneOffset.UTC))
                .onTimeout(Status.UNKNOWN)
                .build();
        Claim.Lease lease = new Claim.Lease(Instant.EPOCH, Instant.EPOCH.plusSeconds(40));
        Claim claim = new Claim(new Claim.ClaimId(id, "", 1), key, 1, Instant.EPOCH, false, lease, state);
        return new CheckExecution(
                claim,
                check,
                handler,
                "node-1",
                (outcome, result) -> ends.add(new End(outcome, result)),
                freed::incrementAndGet);
    }

    private CheckResult run(CheckHandler handler) {
        execution(CheckState.NEW, handler).run();
        assertThat(freed).hasValue(1);
        assertThat(ends).hasSize(1);
        return ends.get(0).result();
    }

    /** It cannot tell what went wrong either. */
    private static final class Unspeakable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("org/example/Messages");
        }
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    static Stream<CheckHandler> rude() {
        return Stream.of(
                context -> CheckResult.of(0, "depth " + endless(0)),
                context -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                context -> {
                    throw new NoClassDefFoundError("org/example/Mail");
                },
                context -> {
                    throw new Error("stop this thread") {};
                },
                context -> {
                    throw new IOException("disk");
                },
                context -> {
                    throw new InterruptedException();
                },
                context -> {
                    throw new Unspeakable();
                });
    }

    @ParameterizedTest
    @MethodSource("rude")
    @Row(
            value = "R29",
            done =
                    "an Error of any kind, a checked exception, one that cannot be read: each is a result, and its thread goes on")
    void makesAResultOfWhateverIsThrown(CheckHandler rude) {
        assertThat(run(rude).status()).isEqualTo(Status.CRITICAL);
        assertThat(ends.get(0).outcome()).isEqualTo(Outcome.ERROR);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Row(value = "B13", done = "the error is the result in one line, its stack is in the log and not on the wire")
    void putsTheStackIntoTheLogAndNotOnTheWire() {
        IllegalStateException closed = new IllegalStateException("could not initialize proxy - no Session");
        CheckHandler lazy = context -> {
            throw closed;
        };

        CheckResult result = run(lazy);

        assertThat(result)
                .isEqualTo(CheckResult.of(
                        Status.CRITICAL, "IllegalStateException: could not initialize proxy - no Session"));
        assertThat(logged.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).contains("NSCA-232", "rude");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo(closed.getMessage());
        });
    }

    @Test
    void putsTheStackIntoTheLogOnlyWhenTheCheckWasWellBefore() {
        CheckState failed = new CheckState(Status.CRITICAL, Instant.EPOCH, 7);

        execution(failed, context -> {
                    throw new IllegalStateException("still");
                })
                .run();

        assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.INFO));
    }

    @Test
    @Row(value = "B03", done = "the history keeps a bounded part, and says how much it left out")
    void keepsABoundedPartOfAHugeResult() {
        String huge = "x\n".repeat(5_000_000);

        CheckResult result =
                run(context -> CheckResult.ok(huge).longOutput(huge).build());

        assertThat(result.message()).hasSizeLessThan(17_000).endsWith(" more characters were not kept)");
        assertThat(result.longOutput()).hasSizeLessThan(132_000).endsWith(" more characters were not kept)");
    }

    @Test
    void showsWhatACheckHadToSayWhenItsTimeIsOver() throws InterruptedException {
        CountDownLatch said = new CountDownLatch(1);
        CheckExecution execution = execution(CheckState.NEW, context -> {
            context.interim().say("3 of 7 are read");
            said.countDown();
            new CountDownLatch(1).await();
            return CheckResult.of(0, "never");
        });
        Thread worker = new Thread(execution);
        worker.start();
        said.await();

        execution.expire();

        worker.join(Duration.ofSeconds(10).toMillis());
        assertThat(ends)
                .containsExactly(new End(
                        Outcome.TIMEOUT,
                        new CheckResult(Status.UNKNOWN, "timed out after 30s", "3 of 7 are read", PerfData.none())));
    }

    @Test
    @Row(value = "B15", done = "one that takes long is ended by the time limit")
    void endsACheckWhoseTextTakesLong() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        Object slow = new Object() {
            @Override
            public String toString() {
                reading.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("interrupted", e);
                }
                return "never";
            }
        };
        CheckExecution execution = execution(
                CheckState.NEW, context -> new CheckResult(Status.OK, "label", "", PerfData.of(Map.of(slow, 1))));
        Thread worker = new Thread(execution);
        worker.start();
        reading.await();

        execution.expire();

        worker.join(Duration.ofSeconds(10).toMillis());
        assertThat(ends)
                .containsExactly(new End(Outcome.TIMEOUT, CheckResult.of(Status.UNKNOWN, "timed out after 30s")));
        assertThat(freed).hasValue(1);
    }
}
