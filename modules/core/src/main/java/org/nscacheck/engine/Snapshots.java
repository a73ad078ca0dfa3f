/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckOutline;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Keeps the latest snapshot, so that whoever asks for health or meters never waits for the database. Thread-safe. */
final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private static final long REST = 20;
    /** How much later than planned a look may be before the one before counts no more. */
    private static final Duration STALE = Duration.ofMinutes(2);

    private final Stores stores;
    private final InstantSource clock = InstantSource.system();
    private final Outage outage = new Outage(
            log, Level.WARN, "NSCA-430 check states could not be read", "NSCA-431 check states can be read again");
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot latest = new Snapshot(Instant.EPOCH, List.of(), List.of(), null, "not yet read");

    private volatile CountDownLatch first = new CountDownLatch(1);
    private volatile @Nullable Long nextNanos;

    Snapshots(Stores stores) {
        this.stores = stores;
    }

    /** Returns the latest; one that should have been followed by another long ago is a failure. */
    Snapshot latest() {
        Snapshot known = latest;
        Long next = nextNanos;
        long lateNanos = next == null ? 0 : System.nanoTime() - next;
        return known.failure() == null && lateNanos > STALE.toNanos()
                ? known.failed("not looked at for " + TimeUnit.NANOSECONDS.toSeconds(lateNanos) + " s")
                : known;
    }

    void onRefresh(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    /**
     * Looks again and again until the loops are closed; less often where looking takes long, so that it never takes more than
     * a twentieth of a connection's time. A look that failed is no load, and is repeated after the interval.
     *
     * @param before is waited for before the first look
     */
    void refreshEvery(Duration interval, Loops loops, Awaited before) {
        CountDownLatch looked = new CountDownLatch(1);
        first = looked;
        nextNanos = System.nanoTime();
        loops.start(Loop.Kind.aside("snapshots"), () -> {
            if (looked.getCount() > 0) {
                before.await();
            }
            long began = System.nanoTime();
            boolean seen = refresh();
            looked.countDown();
            long rest = seen ? Math.max(interval.toNanos(), REST * (System.nanoTime() - began)) : interval.toNanos();
            nextNanos = System.nanoTime() + rest;
            return Duration.ofNanos(rest);
        });
    }

    /** Something to wait for; it has a limit of its own. */
    @FunctionalInterface
    interface Awaited {
        void await() throws InterruptedException;
    }

    /** Waits for the first look, no longer than the limit, and returns the latest. */
    Snapshot awaitFirst(Duration limit) throws InterruptedException {
        boolean looked = first.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        return looked ? latest() : latest().failed("not yet read");
    }

    private boolean refresh() {
        try {
            Snapshot read = read();
            logShared(latest, read);
            latest = read;
            outage.worked();
            listeners.forEach(listener -> listener.accept(read));
            return true;
        } catch (RuntimeException e) {
            outage.failed(e);
            unreadable(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Keeps what was seen last, and says why there is nothing newer. */
    void unreadable(String failure) {
        latest = latest.failed(failure);
    }

    private Snapshot read() {
        Map<ServerId, Server> servers =
                stores.servers().findAll().stream().collect(Collectors.toMap(Server::id, Function.identity()));
        List<Snapshot.ServerState> states = new ArrayList<>();
        for (ServerSummary summary : stores.summaries().servers()) {
            Server server = servers.get(summary.server());
            if (server != null) {
                states.add(new Snapshot.ServerState(
                        server.withoutSecret(), server.locked().orElse(null), summary));
            }
        }
        return new Snapshot(
                clock.instant(),
                stores.summaries().outlines().stream()
                        .map(CheckOutline::summary)
                        .toList(),
                states,
                stores.environment().environment(),
                null,
                stores.summaries().sharedNodeNames());
    }

    private void logShared(Snapshot before, Snapshot read) {
        if (!read.sharedNodeNames().isEmpty() && !read.sharedNodeNames().equals(before.sharedNodeNames())) {
            log.warn(
                    "NSCA-416 several running nodes share a name, their per-node checks hide each other: set"
                            + " nscacheck.node-name names={}",
                    Names.printable(String.join(", ", read.sharedNodeNames())));
        }
    }
}
