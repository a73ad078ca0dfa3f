/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.node;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node alive for the others, and takes over from those that died: within 12 seconds, whatever the time limits of the
 * checks that they were running. A node that was only frozen finds its claims taken when it wakes, and its results refused.
 */
public final class NodeLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

    /** How often a node says that it lives. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    /** By then the others have said so, too, if the database was away from all. */
    static final Duration STEADY = Duration.ofSeconds(10);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final NodeStore store;
    private final NodeId node;
    private final Set<CheckKey> handlers;
    private final NodeSchedules scheduledChecks;
    private final Runnable wake;
    private volatile @Nullable Loops loops;
    private volatile @Nullable Loop renewing;
    private boolean failing;
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
     * Says so now, and again and again until closed. While loops do not live that the node is of no use without, it says nothing,
     * so that others take over.
     *
     * @param all the loops of this node; those without a thread are begun again
     */
    public void start(Loops all) {
        loops = all;
        renewing = all.start(Loop.Kind.vital("lease"), this::turn);
    }

    /** Waits until it has said so once; false if that takes longer. */
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
            log.info("NSCA-415 loops of this node turn again, its lease is renewed");
        }
        renew();
        return PERIOD;
    }

    private void giveUp(Loops all) {
        if (!givenUp) {
            givenUp = true;
            log.error(
                    "NSCA-414 loops of this node do not turn; it does not renew its lease and claims nothing, other nodes"
                            + " take its checks over loops={}",
                    all.ailments());
        }
    }

    private void renew() {
        try {
            NodeStore.Renewal renewal = store.renew(node, handlers, NodeStore.VALIDITY, STEADY);
            failing = false;
            if (!renewal.dead().isEmpty()) {
                log.warn("NSCA-411 taking over from nodes that do not live any more nodes={}", renewal.dead());
                wake.run();
            }
            scheduledChecks.renewed(renewal);
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("NSCA-412 this node cannot say that it lives; others will take its checks over", e);
            }
            failing = true;
        }
    }

    /** Leaves, so that nobody has to find out. */
    @Override
    public void close() {
        try {
            Loop loop = renewing;
            if (loop != null && !loop.close(STOP)) {
                log.debug("the last renewal has not come to an end");
            }
            store.leave(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("the others will find out that this node is gone", e);
        }
    }
}
