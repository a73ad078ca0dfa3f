/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.PerfData;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.CheckRun.Outcome;
import org.nscacheck.check.Interim;
import org.nscacheck.check.InvalidResultException;
import org.nscacheck.check.StorableText;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.Names;
import org.nscacheck.server.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a handler. It ends exactly once: with what the handler did, or with a timeout, whichever is first. A handler
 * that ignores the interrupt keeps its thread, but not the engine waiting.
 */
final class CheckExecution implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(CheckExecution.class);

    private final Claim claim;
    private final Check check;
    private final CheckHandler handler;
    private final String node;
    private final BiConsumer<Outcome, @Nullable CheckResult> onEnd;
    private final Runnable onThreadFree;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Interim interim = new Interim();
    private @Nullable Thread thread;

    CheckExecution(
            Claim claim,
            Check check,
            CheckHandler handler,
            String node,
            BiConsumer<Outcome, @Nullable CheckResult> onEnd,
            Runnable onThreadFree) {
        this.claim = claim;
        this.check = check;
        this.handler = handler;
        this.node = node;
        this.onEnd = onEnd;
        this.onThreadFree = onThreadFree;
    }

    Claim claim() {
        return claim;
    }

    Check check() {
        return check;
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            call();
        } catch (Throwable e) {
            // There was no memory for the words of a result; there may be for fewer.
            end(
                    Outcome.ERROR,
                    CheckResult.of(check.fallback().onError(), e.getClass().getSimpleName()));
        } finally {
            synchronized (this) {
                thread = null;
                // An interrupt that came while the handler returned must not hit the thread's next task.
                Thread.interrupted();
            }
            onThreadFree.run();
        }
    }

    // Whatever a check throws, an Error included, is a result about that check and no reason to lose a worker.
    private void call() {
        try {
            CheckResult result = handler.run(context());
            if (result != null) {
                end(Outcome.SUCCESS, StorableText.of(result));
            } else if (check.fallback().allowVoid()) {
                end(Outcome.VOID, null);
            } else {
                end(Outcome.INVALID, CheckResult.of(check.fallback().onError(), "the check returned nothing"));
            }
        } catch (InvalidResultException e) {
            end(Outcome.INVALID, failure(e.getMessage()));
        } catch (Throwable e) {
            if (end(Outcome.ERROR, failure(describe(e)))) {
                log(e);
            }
        }
    }

    private CheckContext context() {
        List<Target> targets =
                check.destinations().stream().map(Check.Destination::target).toList();
        return new CheckContext(check.id(), check.arguments(), claim.slot(), check.timeout(), node, targets, interim);
    }

    /** The result is one line; the stack trace goes to the log once, for those who correct the check. */
    private void log(Throwable thrown) {
        try {
            if (claim.state().status() == check.fallback().onError()) {
                log.debug("NSCA-232 check failed again name={}", Names.printable(check.name()), thrown);
            } else {
                log.warn("NSCA-232 check failed name={}", Names.printable(check.name()), thrown);
            }
        } catch (RuntimeException | Error e) {
            log.warn(
                    "NSCA-232 check failed with an unprintable exception name={} type={}",
                    Names.printable(check.name()),
                    thrown.getClass().getName());
        }
    }

    private CheckResult failure(@Nullable String message) {
        return StorableText.of(CheckResult.of(check.fallback().onError(), String.valueOf(message)));
    }

    private static String describe(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? name : name + ": " + message;
        } catch (RuntimeException | Error e) {
            return name + " (its message cannot be read)";
        }
    }

    /** Ends this execution with a timeout unless it has ended, with what the handler had to say until then, and interrupts it. */
    void expire() {
        CheckResult result = new CheckResult(
                check.fallback().onTimeout(),
                "timed out after " + Durations.text(check.timeout()),
                interim.text(),
                PerfData.none());
        boolean expired = end(Outcome.TIMEOUT, StorableText.of(result));
        if (expired) {
            interrupt();
        }
    }

    /** Ends this execution without a result and interrupts the handler; returns false if it had ended before. */
    boolean cancel() {
        boolean cancelled = ended.compareAndSet(false, true);
        if (cancelled) {
            interrupt();
        }
        return cancelled;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private boolean end(Outcome outcome, @Nullable CheckResult result) {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            onEnd.accept(outcome, result);
        }
        return first;
    }
}
