/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.node;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nscacheck.loop.Outage;
import org.nscacheck.node.NodeStore.Renewal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the per-node checks of this node as they are configured, whichever node was used to configure them. Only this node knows
 * the names under which it reports, so each node schedules its own checks. Thread-safe.
 */
public final class NodeSchedules {

    private static final Logger log = LoggerFactory.getLogger(NodeSchedules.class);
    private static final long UNKNOWN = -1;

    private final Runnable scheduled;
    private final Executor executor;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Outage outage = new Outage(
            log, Level.WARN, "NSCA-122 per-node checks not updated yet, retrying", "NSCA-129 per-node checks updated");
    private volatile long planned = UNKNOWN;

    /**
     * @param scheduled puts this node's own checks on the due list as they are configured now; does nothing for those that are there
     * @param executor runs it, because it may take long
     */
    public NodeSchedules(Runnable scheduled, Executor executor) {
        this.scheduled = scheduled;
        this.executor = executor;
    }

    /** Schedules them again if the configuration has changed, or if other nodes may have removed them. */
    public void renewed(Renewal renewal) {
        if (renewal.back()) {
            planned = UNKNOWN;
        }
        if (renewal.configuration() != planned && busy.compareAndSet(false, true)) {
            begin(renewal.configuration());
        }
    }

    private void begin(long configuration) {
        boolean begun = false;
        try {
            executor.execute(() -> schedule(configuration));
            begun = true;
        } finally {
            if (!begun) {
                busy.set(false);
            }
        }
    }

    private void schedule(long configuration) {
        try {
            scheduled.run();
            planned = configuration;
            outage.worked();
        } catch (RuntimeException | Error e) {
            outage.failed(e);
        } finally {
            busy.set(false);
        }
    }
}
