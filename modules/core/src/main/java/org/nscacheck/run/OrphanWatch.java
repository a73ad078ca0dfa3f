/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.NodeId;
import org.nscacheck.check.StatusChange;
import org.nscacheck.delivery.NewDelivery;
import org.nscacheck.loop.Loop;
import org.nscacheck.loop.Loops;
import org.nscacheck.loop.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports checks as UNKNOWN that no running node provides: method renamed or removed, or its application not deployed. While
 * releases with and without the method run side by side, nodes that have it run it.
 */
public final class OrphanWatch {

    private static final Logger log = LoggerFactory.getLogger(OrphanWatch.class);

    /** Soon, or nodes that do not live for long would never look; not at once, when others are about to start as well. */
    private static final Duration FIRST = Duration.ofSeconds(5);

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int MAX = 100;

    private final RunStore store;
    private final NodeId node;
    private final Duration grace;
    private final Runnable onDeliveries;
    private final Outage outage = new Outage(
            log,
            Level.WARN,
            "NSCA-241 orphaned checks could not be read, retrying every half minute",
            "NSCA-242 orphaned checks can be read again");

    /**
     * @param grace how long a check may be overdue before it counts as an orphan: longer than a restart
     * @param onDeliveries called when deliveries were stored
     */
    public OrphanWatch(RunStore store, NodeId node, Duration grace, Runnable onDeliveries) {
        this.store = store;
        this.node = node;
        this.grace = grace;
        this.onDeliveries = onDeliveries;
    }

    /** Looks soon, and then every half minute until the loops are closed. */
    public void start(Loops loops) {
        loops.start(Loop.Kind.aside("orphans").after(FIRST), () -> {
            look();
            return PERIOD;
        });
    }

    /** Looks once. */
    public void look() {
        try {
            List<RunStore.Orphan> orphans = store.claimOrphans(node, grace, MAX);
            if (!orphans.isEmpty()) {
                try {
                    record(orphans.stream().map(this::judge).toList());
                } finally {
                    onDeliveries.run();
                }
            }
            outage.worked();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    /** Together, or else one by one, so that one of them keeps no other from being told. */
    private void record(List<RunRecord> runs) {
        try {
            store.record(runs);
        } catch (RuntimeException e) {
            int failures = 0;
            for (RunRecord run : runs) {
                failures += recordAlone(run, e) ? 0 : 1;
            }
            if (failures > 0) {
                throw e;
            }
        }
    }

    private boolean recordAlone(RunRecord run, RuntimeException before) {
        try {
            store.record(List.of(run));
            return true;
        } catch (RuntimeException e) {
            before.addSuppressed(e);
            return false;
        }
    }

    private RunRecord judge(RunStore.Orphan orphan) {
        Claim claim = orphan.claim();
        Instant now = orphan.now();
        CheckResult result = CheckResult.of(
                Status.UNKNOWN,
                "the check '" + claim.handler()
                        + "' is configured, but no running node provides it: was its method renamed or removed?");
        CheckState next = claim.state().after(Status.UNKNOWN, now);
        StatusChange change = StatusChange.between(claim.state(), next, now);
        if (change != null) {
            log.warn("NSCA-240 no running node provides this check key={}", claim.handler());
        }
        List<NewDelivery> deliveries = orphan.destinations().stream()
                .map(destination -> NewDelivery.of(destination, result, now, null))
                .toList();
        CheckRun run = new CheckRun(claim.claimedAt(), now, CheckRun.Outcome.ORPHANED, result);
        // Soon due for whoever has its code by then; reported anew after another grace.
        Instant dueAt = now.plus(PERIOD);
        return new RunRecord(claim, run, dueAt, dueAt, next, change, deliveries);
    }
}
