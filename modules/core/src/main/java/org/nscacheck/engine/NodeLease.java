/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node alive for the others, and takes over from those that died: within 13 seconds, whatever the time limits of the
 * checks that they were running. A node that was only frozen finds its claims taken when it wakes, and its results refused.
 */
public final class NodeLease implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeLease.class);

    /** How often a node says that it lives. */
    static final Duration PERIOD = Duration.ofSeconds(3);
    /** Three times may fail. */
    static final Duration VALIDITY = Duration.ofSeconds(10);

    static final Duration STEADY = Duration.ofSeconds(15);

    private final NodeStore store;
    private final NodeId node;
    private final Set<HandlerKey> handlers;
    private final NodePlans plans;
    private final Runnable wake;
    private @Nullable ScheduledFuture<?> renewals;
    private boolean failing;

    /**
     * @param handlers what this node's code offers
     * @param plans told of each renewal
     * @param wake what is to be done when something became free; short
     */
    public NodeLease(NodeStore store, NodeId node, Set<HandlerKey> handlers, NodePlans plans, Runnable wake) {
        this.store = store;
        this.node = node;
        this.handlers = Set.copyOf(handlers);
        this.plans = plans;
        this.wake = wake;
    }

    /** Says so now, and again and again until the timer is shut down. */
    public void start(ScheduledExecutorService timer) {
        renewals = timer.scheduleWithFixedDelay(this::renew, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void renew() {
        try {
            NodeStore.Renewal renewal = store.renew(node, handlers, VALIDITY, STEADY);
            failing = false;
            if (!renewal.dead().isEmpty()) {
                log.warn("NSCA-411 taking over from nodes that do not live any more nodes={}", renewal.dead());
                wake.run();
            }
            plans.renewed(renewal);
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
        if (renewals != null) {
            renewals.cancel(false);
        }
        try {
            store.leave(node);
        } catch (RuntimeException e) {
            log.debug("the others will find out that this node is gone", e);
        }
    }
}
