/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nscacheck.admin.ServerCondition;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the latest snapshot, so that whoever asks for health or meters never waits for the database. Thread-safe. */
final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private static final long REST = 20;

    private final NscaCheckStores stores;
    private final InstantSource clock = InstantSource.system();
    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot latest = new Snapshot(Instant.EPOCH, List.of(), List.of(), null, "not yet read");

    Snapshots(NscaCheckStores stores) {
        this.stores = stores;
    }

    Snapshot latest() {
        return latest;
    }

    void onRefresh(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }

    /**
     * Looks again and again until the timer is shut down; less often where looking takes long, so that it never takes more than
     * a twentieth of a connection's time.
     */
    void refreshEvery(Duration interval, ScheduledExecutorService timer) {
        timer.execute(() -> refreshAndRepeat(interval, timer));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it, and it cannot fail unseen
    private void refreshAndRepeat(Duration interval, ScheduledExecutorService timer) {
        long began = System.nanoTime();
        refresh();
        long rest = Math.max(interval.toNanos(), REST * (System.nanoTime() - began));
        if (!timer.isShutdown()) {
            timer.schedule(() -> refreshAndRepeat(interval, timer), rest, TimeUnit.NANOSECONDS);
        }
    }

    private void refresh() {
        try {
            Snapshot read = read();
            latest = read;
            listeners.forEach(listener -> listener.accept(read));
        } catch (RuntimeException e) {
            Snapshot before = latest;
            if (before.failure() == null || before.environment() == null) {
                log.warn("NSCA-430 the state of checks cannot be read", e);
            }
            latest = new Snapshot(
                    before.at(),
                    before.checks(),
                    before.servers(),
                    before.environment(),
                    String.valueOf(e.getMessage()));
        }
    }

    private Snapshot read() {
        Map<ServerId, Server> servers =
                stores.servers().findAll().stream().collect(Collectors.toMap(Server::id, Function.identity()));
        List<Snapshot.ServerState> states = new ArrayList<>();
        for (ServerCondition condition : stores.conditions().servers()) {
            Server server = servers.get(condition.server());
            if (server != null) {
                states.add(new Snapshot.ServerState(server.withoutSecret(), condition));
            }
        }
        return new Snapshot(
                clock.instant(),
                stores.conditions().checks(),
                states,
                stores.environment().environment(),
                null);
    }
}
