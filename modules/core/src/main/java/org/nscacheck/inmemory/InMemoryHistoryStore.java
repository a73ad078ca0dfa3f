/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.server.Server;

/** What has been, in memory. */
final class InMemoryHistoryStore implements HistoryStore {

    /** Ended deliveries are looked at for a while, and are many. */
    private static final Duration DELIVERIES_KEPT = Duration.ofDays(2);

    private static final Duration HOURS_KEPT = Duration.ofDays(400);
    private static final Duration DAYS_KEPT = Duration.ofDays(3660);

    private final Memory memory;

    InMemoryHistoryStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void keepPartitions(Duration retention) {
        // There are none: purging removes everything.
    }

    @Override
    public boolean sumUp() {
        synchronized (memory) {
            memory.metrics.sumUp();
            return false;
        }
    }

    @Override
    public int purge(Duration olderThan, int max) {
        synchronized (memory) {
            Instant now = memory.now();
            Instant limit = now.minus(olderThan);
            int runs = memory.runs.purge(limit, max, this::isLatest);
            memory.metrics.purge(limit, now.minus(HOURS_KEPT), now.minus(DAYS_KEPT));
            Duration ended = olderThan.compareTo(DELIVERIES_KEPT) < 0 ? olderThan : DELIVERIES_KEPT;
            return runs + memory.outbox.purge(ended, max);
        }
    }

    private boolean isLatest(RunRows.Row run) {
        DueRow row = memory.due.get(run.key());
        return row != null && run.endedAt().equals(row.lastEndedAt);
    }

    @Override
    public List<Imbalance> audit() {
        synchronized (memory) {
            List<Imbalance> broken = new ArrayList<>();
            memory.outbox.counted().forEach((day, count) -> {
                Server server = memory.servers.get(day.server());
                if (server != null && count.created != count.present + count.removed) {
                    broken.add(new Imbalance(server.name(), day.date(), count.created, count.present, count.removed));
                }
            });
            broken.sort(Comparator.comparing(Imbalance::server).thenComparing(Imbalance::day));
            return broken;
        }
    }
}
