/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.StorableText;
import org.nscacheck.run.PendingRuns.Unrecorded;
import org.nscacheck.testkit.matrix.Row;

class PendingRunsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String BAD = "bad";

    private final FakeRunStore store = new FakeRunStore();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<Claim.ClaimId> refused = new ArrayList<>();
    private long nanos;
    private final PendingRuns pending = new PendingRuns(store, () -> nanos, new PendingRuns.Events() {
        @Override
        public void stored(List<RunRecord> runs, Set<Claim.ClaimId> without) {
            refused.addAll(without);
        }

        @Override
        public void failing(Throwable cause) {
            failures.add(cause);
        }
    });

    /** What a store throws that says whose fault it is. */
    private static final class Failure extends IllegalStateException implements StoreFailure {

        private static final long serialVersionUID = 1;
        private final boolean outage;

        Failure(boolean outage) {
            super("index row size 6032 exceeds maximum\nDetail: €");
            this.outage = outage;
        }

        @Override
        public boolean isOutage() {
            return outage;
        }
    }

    private static Unrecorded run(String message) {
        Claim.ClaimId id = new Claim.ClaimId(CheckId.random(), "", 1);
        Claim.Lease lease = new Claim.Lease(NOW, NOW);
        Claim claim = new Claim(id, new CheckKey("k"), 1, NOW, false, lease, CheckState.NEW);
        return new Unrecorded(
                record(claim, CheckResult.of(Status.OK, message)),
                reason -> record(claim, StorableText.unstorable(reason)));
    }

    private static RunRecord record(Claim claim, CheckResult result) {
        return new RunRecord(
                claim,
                new CheckRun(NOW, NOW, Outcome.SUCCESS, result),
                null,
                null,
                claim.state().after(result.status(), NOW),
                null,
                List.of());
    }

    private static String message(RunRecord run) {
        CheckResult result = run.run().result();
        return result == null ? "" : result.message();
    }

    private void failOnBad(boolean asOutage) {
        store.faultOf = run -> message(run).equals(BAD) ? new Failure(asOutage) : null;
    }

    private static List<Unrecorded> batchWithBadAt(Integer... places) {
        return IntStream.range(0, 100)
                .mapToObj(i -> run(List.of(places).contains(i) ? BAD : "fine " + i))
                .toList();
    }

    /** Returns how long it took by its own word. */
    private Duration storeAll() {
        Duration took = Duration.ZERO;
        for (int steps = 0; !pending.isEmpty(); steps++) {
            assertThat(steps).as("steps").isLessThan(10_000);
            Duration pause = pending.step();
            took = took.plus(pause);
            nanos += pause.toNanos();
        }
        return took;
    }

    private List<String> recorded(String start) {
        return store.recorded.stream()
                .map(PendingRunsTest::message)
                .filter(message -> message.startsWith(start))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Row(
            value = "R43",
            done =
                    "whatever the store says of it: the others of the batch are recorded, that one as CRITICAL with the reason")
    void recordsTheOthersAndSaysOfTheBadOneThatItCannotBeStored(boolean asOutage) {
        failOnBad(asOutage);
        pending.add(batchWithBadAt(0, 41, 42, 99));

        Duration took = storeAll();

        assertThat(recorded("fine")).hasSize(96);
        assertThat(recorded("the result could not be stored: "))
                .hasSize(4)
                .containsOnly("the result could not be stored: index row size 6032 exceeds maximum");
        assertThat(store.recorded.stream()
                        .filter(run -> !message(run).startsWith("fine"))
                        .map(run -> run.next().status()))
                .containsOnly(Status.CRITICAL);
        assertThat(refused).isEmpty();
        assertThat(took).as("its lease outlasts this").isLessThan(RunStore.LEASE_GRACE.minusSeconds(2));
    }

    @Test
    @Row(value = "R43", done = "what came later is recorded before the one that looks like an outage is tried again")
    void recordsWhatComesMeanwhileBeforeWhatFailed() {
        failOnBad(true);
        pending.add(List.of(run(BAD)));
        pending.step();
        pending.step();
        pending.add(List.of(run("later")));
        pending.step();

        assertThat(recorded("later")).hasSize(1);
        assertThat(recorded("the result")).isEmpty();
        assertThat(pending.size()).isOne();
        storeAll();
        assertThat(recorded("the result")).hasSize(1);
    }

    @Test
    @Row(value = "R43", done = "the database fails for one run alone for four seconds: it is recorded as it is")
    void blamesNoRunForWhatEndsWithinSeconds() {
        long end = nanos + Duration.ofSeconds(4).toNanos();
        store.faultOf = run -> message(run).equals(BAD) && nanos < end ? new Failure(true) : null;
        pending.add(batchWithBadAt(7));

        storeAll();

        assertThat(recorded(BAD)).hasSize(1);
        assertThat(recorded("the result could not be stored: ")).isEmpty();
        assertThat(failures).as("no reason to claim nothing").isEmpty();
    }

    @Test
    void keepsEverythingWhileTheStoreIsAwayAndBlamesNobody() {
        store.away = true;
        pending.add(batchWithBadAt());
        for (int i = 0; i < 50; i++) {
            assertThat(pending.step()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
        assertThat(failures).isNotEmpty();

        store.away = false;
        storeAll();

        assertThat(recorded("fine")).hasSize(100);
    }

    @Test
    void keepsEverythingWhileTheStoreAnswersButHasNoRoom() {
        store.faultOf = run -> new Failure(true);
        pending.add(batchWithBadAt());
        for (int i = 0; i < 3_000; i++) {
            nanos += pending.step().toNanos();
        }
        assertThat(failures).isNotEmpty();
        assertThat(store.recorded).isEmpty();

        store.faultOf = run -> null;
        storeAll();

        assertThat(recorded("fine")).hasSize(100);
    }

    @Test
    void toleratesAFailureNowAndThen() {
        int[] calls = {0};
        store.faultOf = run -> calls[0]++ % 150 == 0 ? new Failure(calls[0] % 300 == 1) : null;
        pending.add(batchWithBadAt());

        storeAll();

        assertThat(recorded("fine")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storesWhatIsSaidInsteadAlthoughTheStoreFailsOnceForThat(boolean asOutage) {
        List<Boolean> failed = new ArrayList<>();
        store.faultOf = run -> {
            boolean isInstead = !message(run).equals(BAD);
            if (isInstead && failed.isEmpty()) {
                failed.add(true);
                return new Failure(asOutage);
            }
            return isInstead ? null : new Failure(false);
        };
        pending.add(List.of(run(BAD)));

        storeAll();

        assertThat(failed).isNotEmpty();
        assertThat(recorded("the result could not be stored: ")).hasSize(1);
        assertThat(refused).isEmpty();
        assertThat(failures).as("no reason to claim nothing").isEmpty();
    }

    @Test
    void givesUpOnlyWhatCannotEvenBeSaid() {
        store.faultOf = run -> message(run).startsWith("fine") ? null : new Failure(false);
        pending.add(batchWithBadAt(7));

        storeAll();

        assertThat(recorded("fine")).hasSize(99);
        assertThat(refused).hasSize(1);
    }
}
