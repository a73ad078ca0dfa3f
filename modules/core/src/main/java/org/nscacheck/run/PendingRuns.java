/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs on their way into the store, for one thread. After a failure it finds out whether the store is unavailable or a run is to
 * blame; such a run does not hold up others.
 *
 * <p>The error code alone does not tell: a statement that one run makes too slow is cancelled like all statements of an overloaded
 * store. After an apparent outage the store executes a statement without data; if that works, the batch is to blame. A batch that
 * fails again is halved until the run is alone. That run is retried some more times, after all others. Then a CRITICAL result is
 * recorded instead, which says that the result could not be stored. If that fails too and looks like an outage, the store is to
 * blame after all.
 */
final class PendingRuns {

    private static final Logger log = LoggerFactory.getLogger(PendingRuns.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);
    /** How often something may fail before it is halved, if that looks like an outage, or suspected if it is alone. */
    private static final int TRIES = 2;
    /** How often a run alone may fail with what looks like an outage, while the store works. */
    private static final int TRIES_ALONE = 7;

    /**
     * How long it has to fail alone, so that a disturbance of some seconds does not count against it. Its lease has to outlast this;
     * otherwise the replacement is rejected, and the check runs again to the same end.
     */
    private static final Duration SUSPECTED = RunStore.LEASE_GRACE.dividedBy(2);

    private static final Duration FIRST_BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration MAX_BETWEEN_TRIES = Duration.ofSeconds(2);
    /** So long nothing may be stored while the store answers: longer than a run alone is suspected, which stops no claims. */
    private static final Duration IDLE = SUSPECTED.plusSeconds(3);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final RunStore store;
    private final LongSupplier nanoTime;
    private final Events events;
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private Duration pause = FIRST_PAUSE;
    private @Nullable Long failingSince;

    /** Notified of the outcome. */
    interface Events {

        /** These were tried together; the store had no claim any more for those that it refused. */
        void stored(List<RunRecord> runs, Set<Claim.ClaimId> refused);

        /** Nothing can be stored now. */
        void failing(Throwable cause);
    }

    /** @param reduced makes of a reason what is recorded if the run itself cannot be */
    record Unrecorded(RunRecord run, Function<String, RunRecord> reduced) {}

    private static final class Attempt {

        private final List<Unrecorded> runs;
        private int failures;
        private long notBefore;
        private @Nullable Long aloneSince;
        /** What is recorded in place of the only run, and why. */
        private @Nullable Replacement replacement;

        Attempt(List<Unrecorded> runs, long notBefore) {
            this.runs = runs;
            this.notBefore = notBefore;
        }

        Unrecorded only() {
            return runs.get(0);
        }

        List<RunRecord> records() {
            Replacement instead = replacement;
            return instead == null ? runs.stream().map(Unrecorded::run).toList() : List.of(instead.run());
        }

        void replace(@Nullable Replacement with) {
            replacement = with;
            failures = 0;
            aloneSince = null;
        }
    }

    private record Replacement(RunRecord run, Throwable why) {}

    PendingRuns(RunStore store, LongSupplier nanoTime, Events events) {
        this.store = store;
        this.nanoTime = nanoTime;
        this.events = events;
    }

    /** Who has waited longest is next, so that what was in a batch with a bad run does not wait for all that comes after. */
    void add(List<Unrecorded> runs) {
        if (!runs.isEmpty()) {
            attempts.addLast(new Attempt(List.copyOf(runs), nanoTime.getAsLong()));
        }
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }

    int size() {
        return attempts.stream().mapToInt(attempt -> attempt.runs.size()).sum();
    }

    /** Tries the next batch, and returns how long to wait before the one after it. */
    Duration step() {
        Attempt attempt = next();
        if (attempt == null) {
            return LOOK;
        }
        try {
            store(attempt);
            return Duration.ZERO;
        } catch (RuntimeException | Error e) {
            return failed(attempt, e);
        }
    }

    private @Nullable Attempt next() {
        long now = nanoTime.getAsLong();
        for (Attempt attempt : attempts) {
            if (attempt.notBefore - now <= 0) {
                return attempt;
            }
        }
        return null;
    }

    private void store(Attempt attempt) {
        List<RunRecord> records = attempt.records();
        Set<Claim.ClaimId> refused = store.record(records);
        attempts.remove(attempt);
        pause = FIRST_PAUSE;
        failingSince = null;
        sayReplaced(attempt);
        tell(records, refused);
    }

    /** What is stored is stored, whatever those who are told make of it. */
    private void tell(List<RunRecord> records, Set<Claim.ClaimId> refused) {
        try {
            events.stored(records, refused);
        } catch (RuntimeException | Error e) {
            log.error("NSCA-229 follow-up of recorded runs failed count={}", records.size(), e);
        }
    }

    private Duration failed(Attempt attempt, Throwable e) {
        if (attempt.runs.size() == 1) {
            // Behind all others, whatever becomes of it.
            attempts.remove(attempt);
            attempts.addLast(attempt);
        }
        attempt.failures++;
        if (failingSince == null) {
            failingSince = nanoTime.getAsLong();
        }
        if (!works()) {
            return away(e);
        }
        if (nanoTime.getAsLong() - failingSince > IDLE.toNanos()) {
            events.failing(e);
        }
        boolean outage = isOutage(e);
        if (attempt.runs.size() > 1 && (!outage || attempt.failures >= TRIES)) {
            halve(attempt);
        } else if (attempt.failures < TRIES) {
            return Duration.ZERO;
        } else if (attempt.replacement != null) {
            return replacementFailed(attempt, e);
        } else if (outage && !isProven(attempt)) {
            tryLater(attempt);
        } else {
            attempt.replace(new Replacement(attempt.only().reduced.apply(reason(e)), e));
        }
        return Duration.ZERO;
    }

    /** If it is not what was to be said instead either, it was the store after all. */
    private Duration replacementFailed(Attempt attempt, Throwable e) {
        if (isOutage(e)) {
            attempt.replace(null);
            return away(e);
        }
        if (attempt.failures < TRIES_ALONE) {
            tryLater(attempt);
            return Duration.ZERO;
        }
        attempts.remove(attempt);
        RunRecord run = attempt.only().run;
        log.error(
                "NSCA-226 run could not be stored, its check runs again key={}",
                run.claim().handler(),
                e);
        tell(List.of(run), Set.of(run.claim().id()));
        return Duration.ZERO;
    }

    private void tryLater(Attempt attempt) {
        attempt.notBefore =
                nanoTime.getAsLong() + betweenTries(attempt.failures).toNanos();
    }

    private boolean isProven(Attempt attempt) {
        long now = nanoTime.getAsLong();
        long since = Objects.requireNonNullElse(attempt.aloneSince, now);
        attempt.aloneSince = since;
        return attempt.failures >= TRIES_ALONE && now - since >= SUSPECTED.toNanos();
    }

    private static Duration betweenTries(int failures) {
        Duration pause = FIRST_BETWEEN_TRIES.multipliedBy(1L << Math.min(Math.max(failures - TRIES, 0), 10));
        return least(pause, MAX_BETWEEN_TRIES);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isOutage(Throwable e) {
        return !(e instanceof StoreFailure failure) || failure.isOutage();
    }

    /** Asks the store for the same without any data. */
    private boolean works() {
        try {
            store.requireWorking();
            return true;
        } catch (RuntimeException | Error e) {
            log.debug("the store failed", e);
            return false;
        }
    }

    /** Once may be a disturbance; who fails twice in a row is away, and then nothing is claimed any more. */
    private Duration away(Throwable e) {
        if (pause.compareTo(FIRST_PAUSE) > 0) {
            events.failing(e);
        }
        Duration now = pause;
        pause = least(pause.multipliedBy(2), MAX_PAUSE);
        return now;
    }

    /** Before all others: the good runs of the batch have waited longest, and small batches are quick. */
    private void halve(Attempt attempt) {
        int middle = attempt.runs.size() / 2;
        attempts.remove(attempt);
        attempts.addFirst(half(attempt, attempt.runs.subList(middle, attempt.runs.size())));
        attempts.addFirst(half(attempt, attempt.runs.subList(0, middle)));
    }

    private static Attempt half(Attempt attempt, List<Unrecorded> runs) {
        Attempt half = new Attempt(runs, attempt.notBefore);
        half.failures = TRIES - 1;
        return half;
    }

    private static void sayReplaced(Attempt attempt) {
        Replacement instead = attempt.replacement;
        if (instead != null) {
            log.error(
                    "NSCA-228 result could not be stored, CRITICAL reported instead key={} reason=\"{}\"",
                    instead.run().claim().handler(),
                    Names.printable(reason(instead.why())));
            log.debug("why a result could not be stored", instead.why());
        }
    }

    private static String reason(Throwable why) {
        return Objects.requireNonNullElse(why.getMessage(), why.getClass().getSimpleName());
    }
}
