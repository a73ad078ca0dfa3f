/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.nscacheck.schedule.Alarm;
import org.nscacheck.schedule.NextDue;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Drains the outbox: finds servers with waiting deliveries and has each of them served by one worker at a time, so that a server
 * that hangs does not delay others. Thread-safe.
 */
public final class DeliveryPump implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryPump.class);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofMillis(100);
    /** How long the loop rests if nobody wakes it: it shows that it lives. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final DeliveryStore store;
    private final ServerStore servers;
    private final Executor threads;
    private final DeliverySettings settings;
    private final NextDue nextDue;
    private final DeliveryWorker worker;
    private final ServerProblems problems = new ServerProblems(System::nanoTime);
    private final Outage outage = new Outage(
            log, Level.ERROR, "NSCA-302 outbox unavailable, retrying every second", "NSCA-303 outbox available again");
    private final Loops loops;
    private final Set<ServerId> busy = new HashSet<>();
    /** Busy ones for which a look found something; guarded by {@link #busy} as that is. */
    private final Set<ServerId> missed = new HashSet<>();

    /** Servers as they were read last; of those that are gone at most one object each stays. */
    private final Map<ServerId, Server> known = new ConcurrentHashMap<>();

    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Loop looking;
    private volatile boolean closing;

    /**
     * @param threads gives a thread to each task at once
     * @param loops has the loop of this pump
     * @param alarm set to the end of a back-off with waiting deliveries
     */
    public DeliveryPump(
            DeliveryStore store,
            ServerStore servers,
            SenderFactories senders,
            Executor threads,
            Loops loops,
            DeliverySettings settings,
            Alarm alarm) {
        this.store = store;
        this.servers = servers;
        this.threads = threads;
        this.loops = loops;
        this.settings = settings;
        this.nextDue = new NextDue(alarm);
        this.worker = new DeliveryWorker(store, senders, settings, new Random(), () -> closing);
    }

    /** Starts delivering. */
    public void start() {
        // Results come in bunches, and a daemon that costs a second per connection should get a bunch in one.
        looking = loops.start(Loop.Kind.vital("deliveries").linger(LINGER), this::look);
    }

    /** Polls for waiting deliveries soon; any number of calls may share one poll. */
    public void wake() {
        Loop loop = looking;
        if (loop != null) {
            loop.wake();
        }
    }

    /** Returns how long it is until it should poll: until a back-off ends, and a second at most after the last poll. */
    public Duration untilLook() {
        return nextDue.untilLook();
    }

    /** Polls soon, if a back-off has ended and nothing has polled since, or if nothing has polled for a second. */
    public void wakeIfDue() {
        if (nextDue.isDue()) {
            wake();
        }
    }

    private Duration look() {
        nextDue.looking();
        try {
            Ready ready = store.findReady(settings.node());
            announce(ready);
            for (Ready.Candidate candidate : ready.servers()) {
                if (!closing && isFree(candidate.id())) {
                    begin(candidate);
                }
            }
            outage.worked();
        } catch (RuntimeException e) {
            failed(e);
        }
        return REST;
    }

    /** A worker that is about to end may have missed the newest deliveries: then another poll follows. */
    private boolean isFree(ServerId id) {
        synchronized (busy) {
            boolean free = busy.add(id);
            if (!free) {
                missed.add(id);
            }
            return free;
        }
    }

    private void begin(Ready.Candidate candidate) {
        boolean begun = false;
        try {
            threads.execute(() -> serve(candidate));
            begun = true;
        } finally {
            if (!begun) {
                left(candidate.id());
            }
        }
    }

    private void announce(Ready ready) {
        if (ready.nextAt() == null) {
            nextDue.unknown();
        } else {
            nextDue.in(Duration.between(ready.now(), ready.nextAt()));
        }
    }

    private void serve(Ready.Candidate candidate) {
        workers.add(Thread.currentThread());
        boolean again = false;
        try {
            Server server = find(candidate);
            again = server != null && worker.deliver(server, problems);
        } catch (InterruptedException e) {
            log.warn("NSCA-305 delivery interrupted by the shutdown; its results are sent again");
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            workers.remove(Thread.currentThread());
            again |= left(candidate.id());
            // Taken off the list before: nobody interrupts this thread for us from here on.
            Thread.interrupted();
        }
        if (again) {
            wake();
        }
    }

    /** Reads a server only if it has changed. */
    private @Nullable Server find(Ready.Candidate candidate) {
        Server read = known.get(candidate.id());
        if (read == null || read.version() != candidate.version()) {
            read = servers.find(candidate.id()).orElse(null);
            if (read != null) {
                known.put(candidate.id(), read);
            }
        }
        return read;
    }

    /** Returns whether a look found something for the server meanwhile. */
    private boolean left(ServerId id) {
        synchronized (busy) {
            busy.remove(id);
            busy.notifyAll();
            return missed.remove(id);
        }
    }

    private void failed(Throwable e) {
        nextDue.in(AFTER_A_FAILURE);
        outage.failed(e);
    }

    /** Stops taking deliveries, waits for batches under way within the limit, then interrupts them. */
    @Override
    public void close() {
        closing = true;
        Loop loop = looking;
        long deadline = System.nanoTime() + settings.shutdown().toNanos();
        try {
            if (loop != null && !loop.close(settings.shutdown())) {
                log.warn("NSCA-304 outbox did not respond during shutdown");
            }
            awaitIdle(deadline);
            workers.forEach(Thread::interrupt);
            awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitIdle(long deadline) throws InterruptedException {
        synchronized (busy) {
            long left = deadline - System.nanoTime();
            while (!busy.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(busy, left);
                left = deadline - System.nanoTime();
            }
        }
    }
}
