/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides on a node what people are told: looks at what is due when it is woken, when something is to be looked at again, and each
 * second at the latest. With changed policies, and at its start, it looks at everything. Thread-safe.
 */
public final class AlertWorker {

    /** What one transaction decides at most: a storm of so many is one digest. */
    public static final int MOST = 1000;

    private static final Logger log = LoggerFactory.getLogger(AlertWorker.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final AlertStore store;
    private final Supplier<Policies> policies;
    private final Runnable delivered;
    private final InstantSource clock;
    private final PolicyDecider decider = new PolicyDecider();
    private final Outage outage = new Outage(
            log,
            Level.ERROR,
            "NSCA-460 notifications could not be decided, retrying every second",
            "NSCA-461 notifications are decided again");
    private @Nullable Policies known;
    private volatile @Nullable Loop loop;

    /**
     * @param policies what people have decided, read at each look
     * @param delivered called after deliveries may have been stored, so that they are sent soon
     * @param clock about the store's, to rest no longer than until the next look
     */
    public AlertWorker(AlertStore store, Supplier<Policies> policies, Runnable delivered, InstantSource clock) {
        this.store = store;
        this.policies = policies;
        this.delivered = delivered;
        this.clock = clock;
    }

    /** Starts to decide; ends with the loops. */
    public void start(Loops loops) {
        loop = loops.start(Loop.Kind.aside("alerts"), this::look);
    }

    /** Looks soon; any number of calls may share one look. */
    public void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    private Duration look() {
        try {
            if (prepare().recipients().isEmpty()) {
                return REST;
            }
            int decided = store.decideDue(MOST, decider);
            if (decided > 0) {
                delivered.run();
            }
            outage.worked();
            return decided == MOST ? Duration.ZERO : decided > 0 ? untilNext() : REST;
        } catch (RuntimeException e) {
            outage.failed(e);
            return REST;
        }
    }

    private Policies prepare() {
        Policies now = policies.get();
        decider.use(now);
        if (!now.equals(known)) {
            store.touchAll();
            known = now;
        }
        return now;
    }

    private Duration untilNext() {
        Instant next = decider.lookAgainAt();
        Duration until = next == null ? REST : Duration.between(clock.instant(), next);
        return until.compareTo(REST) < 0 && !until.isNegative() ? until : REST;
    }
}
