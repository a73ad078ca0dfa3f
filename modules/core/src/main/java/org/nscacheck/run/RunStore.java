/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;

/**
 * The due list and the history of runs. Implementations are thread-safe and shared by all nodes; the only clock is the
 * store's own.
 */
public interface RunStore extends ReportStore {

    /** How much longer than its timeout a claim lives: time to start and to record. */
    Duration LEASE_GRACE = Duration.ofSeconds(10);

    /**
     * Claims what is due: rows whose due time has come and which nobody holds, and rows whose lease is over.
     *
     * @param node who claims; rows of other nodes by {@link NodeId#name} are not for it
     * @param known handlers this node has; others are left for nodes that know them
     * @param max the most claims wanted, 1 or more
     */
    Claims claimDue(NodeId node, Set<CheckKey> known, int max);

    /**
     * Claims due checks that no running node has provided for longer than the grace, while this node or others looked. Time before a
     * restart counts.
     *
     * @param max the most wanted, 1 or more
     */
    List<Orphan> claimOrphans(NodeId node, Duration grace, int max);

    /**
     * Spreads overdue checks of this node, each over its own window of at most a minute. Checks that are claimed or were started
     * manually stay.
     *
     * @param node who asks; rows of other nodes by {@link NodeId#name} are not for it
     * @param known handlers this node has
     * @param moreThan how many have to be overdue for that
     * @return how many were moved
     */
    int spreadOverdue(NodeId node, Set<CheckKey> known, Duration overdue, int moreThan);

    /**
     * Stores runs, their next due times, states and deliveries in one transaction. An edit or a "run now" that happened
     * while a check ran keeps the due time it wrote.
     *
     * @return the claims that were refused because they are no longer valid; nothing of theirs was stored
     */
    Set<Claim.ClaimId> record(List<RunRecord> runs);

    /**
     * Does what {@link #record} does, without a run: stores nothing. Tells a store that works from one that does not when a
     * run could not be recorded.
     *
     * @throws RuntimeException if no run could be recorded now, whatever it holds
     */
    void requireWorking();

    /**
     * A check without code.
     *
     * @param claim the right to report that
     * @param destinations where to report it
     * @param now the database's clock
     */
    record Orphan(Claim claim, List<Check.Destination> destinations, Instant now) {}

    /** Gives claims back without a run: a node that stops, has no thread for them, or is slower than it was. */
    void giveBack(Collection<Claim.ClaimId> claims);

    /**
     * Gives back what is claimed for a node except for the claims that it holds.
     *
     * @param known handlers of the node; what is claimed of others stays
     * @return how many were given back
     */
    int giveBackOthers(NodeId node, Set<CheckKey> known, Collection<Claim.ClaimId> held);
}
