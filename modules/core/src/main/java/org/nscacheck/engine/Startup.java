/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does on a thread of its own what a start needs the database for, and repeats it until it works. The application waits for
 * the first attempt only, and not for long: a fault that it finds stops the application, a database that is away does not.
 * What a later attempt finds faulty is logged and shown. Thread-safe.
 */
final class Startup implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Startup.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** How long a stop waits for an attempt that it has interrupted. */
    private static final Duration END = Duration.ofSeconds(2);

    private final StoreOpening opening;
    private final Patience patience;
    private final Consumer<Starting> onWaiting;
    private final InstantSource clock = InstantSource.system();
    private final Instant since = clock.instant();
    private final ThreadPoolExecutor thread;
    private volatile @Nullable Starting starting;
    private volatile boolean closed;

    /**
     * How long the application waits for the first attempt; with zero for both it waits for nothing.
     *
     * @param reach for the database to answer at all: a network that swallows everything is silent for minutes
     * @param all for the rest, such as a migration, or that of another node
     */
    record Patience(Duration reach, Duration all) {

        private static final Duration LONGEST_REACH = Duration.ofSeconds(5);

        /** Returns the patience that waits so long for everything, and 5 s of it at most for the database to answer. */
        static Patience of(Duration all) {
            return new Patience(all.compareTo(LONGEST_REACH) < 0 ? all : LONGEST_REACH, all);
        }

        boolean isNone() {
            return all.isZero();
        }
    }

    /** @param onWaiting told why checks do not run yet, whenever that changes */
    Startup(StoreOpening opening, Patience patience, Consumer<Starting> onWaiting) {
        this.opening = opening;
        this.patience = patience;
        this.onWaiting = onWaiting;
        this.starting = patience.isNone() ? new Starting(since, "", false) : null;
        this.thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread worker = new Thread(task, "nscacheck-start");
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Returns why checks do not run yet, or null if nothing is missing. */
    @Nullable
    Starting starting() {
        return starting;
    }

    /** Returns whether the application waits for the first attempt. */
    boolean isWaitedFor() {
        return !patience.isNone();
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Does some work when the database is there, after all former work.
     *
     * @throws RuntimeException what the first attempt fails of, unless it took too long or the database is away
     */
    void run(Runnable work) {
        Task task = new Task(work);
        boolean waits = !patience.isNone() && starting == null;
        if (!waits) {
            task.firstAttempt.complete(null);
        }
        thread.execute(task);
        if (waits) {
            opening.build();
            task.await();
        }
    }

    /** Gives up what has not been done. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("an attempt to connect to the database is still running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waiting(String cause, boolean faulty, @Nullable Throwable failure) {
        Starting before = starting;
        Starting now = new Starting(since, cause, faulty);
        starting = now;
        if (faulty && !now.equals(before)) {
            log.error("NSCA-104 checks cannot start, retrying: {}", cause, failure);
        } else if (!faulty && (before == null || !before.isWaiting())) {
            log.warn("NSCA-103 database unavailable, checks start when it answers cause=\"{}\"", cause);
            log.debug("the database is unavailable", failure);
        }
        onWaiting.accept(now);
    }

    private void done() {
        Starting before = starting;
        starting = null;
        if (before != null && !before.cause().isEmpty()) {
            log.info("NSCA-105 database available, checks start waited={}", waited());
        }
    }

    private Duration waited() {
        return Duration.ofSeconds(Duration.between(since, clock.instant()).toSeconds());
    }

    /** Some work, repeated until it is done. Whoever completes the first attempt decides whether its fault stops the application. */
    private final class Task implements Runnable {

        private final Runnable work;
        private final CompletableFuture<@Nullable Void> reached = new CompletableFuture<>();
        private final CompletableFuture<@Nullable Void> firstAttempt = new CompletableFuture<>();

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            Duration pause = FIRST_PAUSE;
            while (!closed && !attempt()) {
                try {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // closed
                    return;
                }
                Duration next = pause.multipliedBy(2);
                pause = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
            }
        }

        /** Returns whether there is nothing left to do. */
        private boolean attempt() {
            try {
                opening.reach();
                reached.complete(null);
                opening.prepare();
                work.run();
            } catch (Throwable e) { // it must go on whatever happens, since nobody would say that it did not
                return closed || failed(e);
            }
            firstAttempt.complete(null);
            done();
            return true;
        }

        private boolean failed(Throwable failure) {
            boolean faulty = !opening.isAway(failure);
            if (faulty && firstAttempt.completeExceptionally(failure)) {
                return true; // the application does not start
            }
            waiting(String.valueOf(failure.getMessage()), faulty, failure);
            firstAttempt.complete(null);
            return false;
        }

        /** Waits for the first attempt, or goes on without it. */
        void await() {
            try {
                within(CompletableFuture.anyOf(reached, firstAttempt), patience.reach(), "no connection within ");
                within(firstAttempt, patience.all(), "its tables are not ready after ");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                goOnWithout("interrupted while waiting for it");
            }
        }

        private void within(CompletableFuture<?> future, Duration limit, String otherwise) throws InterruptedException {
            try {
                future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                goOnWithout(otherwise + limit.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }

        private void goOnWithout(String cause) {
            if (firstAttempt.complete(null)) {
                waiting(cause, false, null);
            }
        }

        private static RuntimeException rethrown(@Nullable Throwable failure) {
            if (failure instanceof RuntimeException known) {
                return known;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            return new IllegalStateException(failure);
        }
    }
}
