/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.nscacheck.BusyException;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StorableText;

/**
 * Runs a check for whoever asks and gives the result to nobody else: nothing is recorded, nothing is sent, and its schedule does not
 * notice. Thread-safe.
 */
public final class Trials {

    /** More would take the processors from what is scheduled. */
    private static final int AT_ONCE = 4;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final NodeId node;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * @param threads gives a thread to each task at once
     * @param timer for timeouts alone
     * @param clock tells the time of a run, which belongs to no slot
     */
    public Trials(Executor threads, ScheduledExecutorService timer, NodeId node, InstantSource clock) {
        this.threads = threads;
        this.timer = timer;
        this.node = node;
        this.clock = clock;
    }

    /**
     * Runs a check now and waits for its end, or its timeout. Its exceptions and timeouts are results, as always; a check that may
     * report nothing and does is UNKNOWN here.
     *
     * @throws BusyException if too many are run this way already
     */
    public CheckResult run(Check check, CheckHandler handler) throws InterruptedException {
        if (check.isFaulty()) {
            return StorableText.of(CheckResult.of(Status.UNKNOWN, "cannot run: " + check.fault()));
        }
        if (!free.tryAcquire()) {
            throw new BusyException(AT_ONCE + " checks are run on request already; ask again in a moment", RETRY_AFTER);
        }
        CompletableFuture<CheckResult> ended = new CompletableFuture<>();
        CheckExecution execution = new CheckExecution(
                claim(check),
                check,
                handler,
                node.value(),
                (outcome, result) -> ended.complete(
                        result == null ? CheckResult.of(Status.UNKNOWN, "the check reported nothing") : result),
                free::release);
        Future<?> timeout = timer.schedule(execution::expire, check.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            threads.execute(execution);
            return RunJudge.alone(check, ended.get(), clock.instant());
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it with a failure", e);
        } catch (InterruptedException e) {
            execution.cancel();
            throw e;
        } finally {
            timeout.cancel(false);
        }
    }

    /** Nobody has claimed it, and nobody will ask for it. */
    private Claim claim(Check check) {
        Instant now = clock.instant();
        return new Claim(
                new Claim.ClaimId(check.id(), "", 0),
                check.handler(),
                0,
                now,
                true,
                new Claim.Lease(now, now.plus(check.timeout()).plus(Duration.ofSeconds(1))),
                CheckState.NEW);
    }
}
