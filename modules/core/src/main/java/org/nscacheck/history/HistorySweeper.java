/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.history;

import java.time.Duration;
import java.util.Set;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.nscacheck.node.NodeStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sums values up and removes old history, a little at a time, soon after the start and then every hour, and forgets nodes that have
 * gone.
 */
public final class HistorySweeper {

    private static final Logger log = LoggerFactory.getLogger(HistorySweeper.class);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration RETRY = Duration.ofMinutes(1);
    /** A few hundred milliseconds of work for the database. */
    private static final int BATCH = 5000;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Longer than a repair takes: until then its checks count as overdue. */
    private static final Duration ABSENCE = Duration.ofDays(1);

    private final HistoryStore store;
    private final NodeStore nodes;
    private final Duration retention;
    private final AuditTrail trail;
    private final Duration trailRetention;
    private final Outage outage = new Outage(
            log,
            Level.WARN,
            "NSCA-350 history could not be aggregated or pruned, retrying every minute",
            "NSCA-352 history is aggregated and pruned again");

    /**
     * @param retention how long history is kept; zero or less for ever
     * @param trailRetention how long it is kept who did what; zero or less for ever
     */
    public HistorySweeper(
            HistoryStore store, NodeStore nodes, Duration retention, AuditTrail trail, Duration trailRetention) {
        this.store = store;
        this.nodes = nodes;
        this.retention = retention;
        this.trail = trail;
        this.trailRetention = trailRetention;
    }

    /** Starts to sweep; ends with the loops. */
    public void start(Loops loops) {
        loops.start(Loop.Kind.aside("history").after(FIRST).patience(PERIOD), this::sweep);
    }

    private Duration sweep() {
        Duration next = PERIOD;
        try {
            store.keepPartitions(retention);
            boolean more = store.sumUp();
            // More than half of a batch: there is probably more.
            boolean old = isLimited(retention) && store.purge(retention, BATCH) > BATCH / 2;
            old |= isLimited(trailRetention) && trail.purge(trailRetention, BATCH) > BATCH / 2;
            next = more || old ? PAUSE : PERIOD;
            if (next.equals(PERIOD)) {
                audit();
                forgetNodes();
            }
            outage.worked();
        } catch (RuntimeException e) {
            next = RETRY;
            outage.failed(e);
        }
        return next;
    }

    private static boolean isLimited(Duration retention) {
        return retention.compareTo(Duration.ZERO) > 0;
    }

    private void forgetNodes() {
        Set<String> gone = nodes.forget(ABSENCE);
        if (!gone.isEmpty()) {
            log.info("NSCA-413 removed per-node checks of nodes absent for a day nodes={}", gone);
        }
    }

    private void audit() {
        store.audit()
                .forEach(broken -> log.error(
                        "NSCA-351 delivery counts do not balance server={} day={} created={} present={} removed={}",
                        broken.server(),
                        broken.day(),
                        broken.created(),
                        broken.present(),
                        broken.removed()));
    }
}
