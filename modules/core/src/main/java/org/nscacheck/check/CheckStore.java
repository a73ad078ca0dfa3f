/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Change;

/** Where the configuration of checks is kept. Implementations are thread-safe. */
public interface CheckStore {

    List<StoredCheck> findAll();

    Optional<StoredCheck> find(CheckId id);

    /** Returns those of these checks that exist. */
    List<StoredCheck> findAll(Collection<CheckId> ids);

    /**
     * Moves the checks of a former key to their new key; their ids stay, and with them history, settings and waiting results. A
     * check that is named after its former key is renamed as well. A new key that has a check already gets none.
     *
     * @param successors the present key by each former one; of several former ones of a key the first that has checks counts
     * @return the former keys that have no checks any more
     */
    Set<CheckKey> rename(Map<CheckKey, CheckKey> successors);

    /** Adds a check for each handler that has none yet, and returns all checks of these handlers. */
    List<StoredCheck> seed(Collection<StoredCheck> seeds);

    /**
     * Adds or changes a check.
     *
     * @param by who changes it, see {@link Change#by}
     * @return the check as stored, with its new version
     * @throws org.nscacheck.server.StaleVersionException if it was changed since the given version was read
     * @throws RefusedException if its name is taken
     */
    StoredCheck save(StoredCheck check, String by);

    /** The same for a change that no person makes. */
    default StoredCheck save(StoredCheck check) {
        return save(check, Change.APPLICATION);
    }

    /** Returns the latest change of a check, or empty if it is not known or there is no such check. */
    Optional<Change> lastChange(CheckId id);

    /** Removes a check; its history and waiting deliveries stay. */
    void delete(CheckId id);

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
     * @return false if it is running now, so that the run under way is the answer
     * @throws RefusedException if there is no such check or it is not planned
     */
    boolean runNow(CheckId id);

    /** Returns the database's clock, which all nodes share. */
    Instant now();

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
     * @param destinations where it reports
     */
    record Scheduled(CheckId check, String node, String fault, List<Check.Destination> destinations) {}
}
