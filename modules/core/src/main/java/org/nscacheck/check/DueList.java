/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.nscacheck.audit.AuditNote;

/**
 * When checks run, and under which names they report: one entry for a check, or one for each node that runs it. Claims of what is
 * due are a matter of {@code RunStore}. Implementations are thread-safe.
 */
public interface DueList {

    /** Returns a number that grows with each change of a server or a check, whichever node makes it. */
    long configuration();

    /**
     * Puts resolved checks on the due list, or changes what is there. A check that is new or becomes active is due at
     * {@link ScheduledCheck#firstRunAt}; one whose schedule changed is due at its next slot; others keep their due time.
     *
     * {@linkplain Check#isFaulty Faulty} ones are planned like others; one that becomes faulty, or no longer is, is due at
     * {@link ScheduledCheck#firstRunAt}.
     *
     * <p>One host and service of a server belongs to one active check. Of two that would report there the one that was given
     * the name by an administrator is planned as faulty, or else the one that did not have it; it tries again with each plan.
     * A check whose code no living node has, or whose node is gone, gives its names away.
     *
     * @param configuration what {@link #configuration()} returned before the checks and servers were read that the plans are
     *     made from
     * @return false if it has grown since, so that the plans may be older than what another node has planned; nothing is
     *     changed then, and checks and servers are to be read again
     */
    boolean schedule(Collection<ScheduledCheck> scheduledChecks, long configuration);

    /** Returns how these checks are planned, one for each node that runs them. */
    List<Scheduled> scheduled(Collection<CheckId> ids);

    /** Returns the checks that could not be planned as they should be and would be tried again, for the cluster or this node. */
    Set<CheckId> unsettled(String node);

    /**
     * Makes a check due at once, whatever its schedule.
     *
     * @param note entered in the audit trail with it, if it is made due
     * @return false if it is running now, so that the run under way is the answer
     * @throws org.nscacheck.RefusedException if there is no such check or it is not planned
     */
    boolean runNow(CheckId id, AuditNote note);

    /** Returns the database's clock, which all nodes share. */
    Instant now();

    /**
     * An entry of the list: a check, and its node if it runs on each.
     *
     * @param check the check
     * @param node the node it is for, empty for a check that runs once in the cluster
     */
    record Key(CheckId check, String node) {

        /** Returns the entry that a check would have. */
        public static Key of(ScheduledCheck scheduled) {
            return new Key(scheduled.check().id(), scheduled.node());
        }
    }

    /**
     * A check for the due list.
     *
     * @param check the resolved check
     * @param node the node it is for, empty for a check that runs once in the cluster
     * @param firstRunAt when it first runs
     * @param declared whether the names under which it reports are what the code declares
     */
    record ScheduledCheck(Check check, String node, Instant firstRunAt, boolean declared) {

        /** A check that reports under the names that the code declares. */
        public ScheduledCheck(Check check, String node, Instant firstRunAt) {
            this(check, node, firstRunAt, true);
        }
    }

    /**
     * How a check is planned.
     *
     * @param check the check
     * @param node the node it is for, empty for a check that runs once in the cluster
     * @param fault why it cannot run, empty if it can
     * @param destinations who is told
     */
    record Scheduled(CheckId check, String node, String fault, List<Check.Destination> destinations) {}
}
