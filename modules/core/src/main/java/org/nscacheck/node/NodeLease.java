/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.node;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Renews the lease of this node, and takes over from dead nodes: within 12 seconds, whatever the time limits of the checks that
 * they were running. A node that was only frozen finds its claims taken when it wakes, and its results are rejected.
 */
public final class NodeLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

    /** How often a node renews its lease. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    /** By then the other nodes have renewed as well, if the database was unavailable to all. */
    static final Duration STEADY = Duration.ofSeconds(10);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final NodeStore store;
    private final NodeId node;
    private final Set<CheckKey> handlers;
    private final NodeSchedules scheduledChecks;
    private final Runnable wake;
    private final Outage outage = new Outage(
            log,
            Level.WARN,
            "NSCA-412 heartbeat could not be written; other nodes will take over this node's checks",
            "NSCA-417 heartbeat written again");
    private volatile @Nullable Loops loops;
    private volatile @Nullable Loop renewing;
    private boolean givenUp;

    /**
     * @param handlers what this node's code offers
     * @param scheduledChecks told of each renewal
     * @param wake what is to be done when something became free; short
     */
    public NodeLease(
            NodeStore store, NodeId node, Set<CheckKey> handlers, NodeSchedules scheduledChecks, Runnable wake) {
        this.store = store;
        this.node = node;
        this.handlers = Set.copyOf(handlers);
        this.scheduledChecks = scheduledChecks;
        this.wake = wake;
    }

    /**
     * Renews now and every period until closed. While a vital loop is dead it does not renew, so that other nodes take over.
     *
     * @param all the loops of this node; those without a thread are started again
     */
    public void start(Loops all) {
        loops = all;
        renewing = all.start(Loop.Kind.vital("lease"), this::turn);
    }

    /** Waits for the first renewal; false if that takes longer. */
    public boolean awaitFirst(Duration limit) throws InterruptedException {
        Loop loop = renewing;
        return loop != null && loop.awaitFirstTurn(limit);
    }

    private Duration turn() {
        Loops all = loops;
        if (all != null) {
            all.tend();
            if (!all.areVitalAlive()) {
                giveUp(all);
                return PERIOD;
            }
        }
        if (givenUp) {
            givenUp = false;
            log.info("NSCA-415 loops of this node run again, lease renewed");
        }
        renew();
        return PERIOD;
    }

    private void giveUp(Loops all) {
        if (!givenUp) {
            givenUp = true;
            log.error(
                    "NSCA-414 loops of this node are stalled; its lease expires and other nodes take over its checks"
                            + " loops={}",
                    all.ailments());
        }
    }

    private void renew() {
        try {
            NodeStore.Renewal renewal = store.renew(node, handlers, NodeStore.VALIDITY, STEADY);
            outage.worked();
            if (!renewal.dead().isEmpty()) {
                log.warn("NSCA-411 taking over from dead nodes nodes={}", renewal.dead());
                wake.run();
            }
            scheduledChecks.renewed(renewal);
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    /** Deregisters, so that other nodes need not wait for the lease to expire. */
    @Override
    public void close() {
        try {
            Loop loop = renewing;
            if (loop != null && !loop.close(STOP)) {
                log.debug("the last renewal is still running");
            }
            store.leave(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("this node could not be deregistered; its lease expires", e);
        }
    }
}
