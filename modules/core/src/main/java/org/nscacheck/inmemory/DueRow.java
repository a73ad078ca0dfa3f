/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Holds;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckRun;
import org.nscacheck.check.CheckState;
import org.nscacheck.check.DueList;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunStore;

/**
 * A check on the due list. {@code wakeAt} is the end of the lease while it is leased and the due time otherwise, or later where an
 * outage was spread; {@code claimNo} is the fence, which grows with each lease. Guarded by {@link Memory}.
 */
final class DueRow {

    final DueList.Key key;
    CheckKey handler;
    boolean active;
    String fingerprint = "";
    int configVersion;
    String schedule = "";
    Duration timeout = Duration.ZERO;
    Duration window = Duration.ZERO;
    String fault = "";
    List<Check.Destination> destinations = List.of();

    String host = "";
    Set<String> tags = Set.of();

    /** How many runs in a row agreed with a good state. */
    int goodRuns;
    /** Whether the latest runs may have changed what people are to be told. */
    boolean news;
    /** What the latest run says. */
    String message = "";
    /** Facts for people, of the latest run. */
    Map<String, Object> facts = Map.of();

    @Nullable
    Instant slot;

    @Nullable
    Instant dueAt;

    @Nullable
    Instant wakeAt;

    boolean forced;
    boolean rescheduled;
    long claimNo;

    @Nullable
    NodeId claimedBy;

    @Nullable
    Instant claimedAt;

    @Nullable
    Instant leaseUntil;

    CheckState state = CheckState.NEW;

    @Nullable
    Instant lastEndedAt;

    @Nullable
    Instant orphanSince;

    DueRow(DueList.Key key, CheckKey handler) {
        this.key = key;
        this.handler = handler;
    }

    /** Returns whether this node may run it: what runs once, and what is for a node of its name. */
    boolean isFor(NodeId node, Set<CheckKey> known) {
        return active
                && known.contains(handler)
                && (key.node().isEmpty() || key.node().equals(node.name()));
    }

    boolean isAwake(Instant now) {
        return wakeAt != null && !wakeAt.isAfter(now);
    }

    boolean isRunning(Instant now) {
        return leaseUntil != null && leaseUntil.isAfter(now);
    }

    /** Leases it, also if somebody else's lease is over. */
    Claim lease(NodeId node, Instant now, Duration length) {
        Instant until = now.plus(length).plus(RunStore.LEASE_GRACE);
        claimNo++;
        claimedBy = node;
        claimedAt = now;
        rescheduled = false;
        leaseUntil = until;
        wakeAt = until;
        return claim(claimNo, now, until);
    }

    /** Returns the claim that it is when it is leased next, without leasing it. */
    Claim next(Instant now) {
        return claim(claimNo + 1, now, now.plus(RunStore.LEASE_GRACE));
    }

    private Claim claim(long number, Instant now, Instant until) {
        return new Claim(
                new Claim.ClaimId(key.check(), key.node(), number),
                handler,
                configVersion,
                slot == null ? now : slot,
                forced,
                new Claim.Lease(now, until),
                state);
    }

    boolean isHeld(Claim.ClaimId claim) {
        return claim.number() == claimNo && leaseUntil != null;
    }

    /** Notes what a run has found out, for people; a good run of a check that is known to be good is no news. */
    void note(CheckRun run, CheckState next) {
        boolean known = goodRuns >= Holds.MOST_GOOD_RESULTS;
        news = news || next.attempt() > 0 || !run.facts().isEmpty() || !known;
        goodRuns = next.attempt() == 0 ? Math.min(goodRuns, Holds.MOST_GOOD_RESULTS) + 1 : 0;
        message = run.result() == null ? "" : run.result().message();
        facts = run.facts();
        state = next;
        lastEndedAt = run.endedAt();
    }

    /** Ends a lease without a run. */
    void endLease() {
        leaseUntil = null;
        claimedAt = null;
        wakeAt = dueAt;
    }
}
