/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the configuration of checks is kept. Implementations are thread-safe. */
public interface CheckStore {

    List<StoredCheck> findAll();

    Optional<StoredCheck> find(CheckId id);

    /** Returns those of these checks that there are. */
    List<StoredCheck> findAll(Collection<CheckId> ids);

    /** Adds a check for each handler that has none yet, and returns all checks of these handlers. */
    List<StoredCheck> seed(Collection<StoredCheck> seeds);

    /**
     * Adds or changes a check.
     *
     * @return the check as stored, with its new version
     * @throws org.nscacheck.server.StaleVersionException if it was changed since the given version was read
     * @throws IllegalArgumentException if its name is taken
     */
    StoredCheck save(StoredCheck check);

    /** Removes a check; its history and waiting deliveries stay. */
    void delete(CheckId id);

    /**
     * Puts resolved checks on the due list, or changes what is there. A check that is new or becomes active is due at
     * {@link Plan#firstRunAt}; one whose schedule changed is due at its next slot; others keep their due time.
     *
     * @throws IllegalArgumentException if two active checks would report to the same host and service of one server; the
     *     message names both; nothing is changed then
     */
    void plan(Collection<Plan> plans);

    /**
     * Makes a check due at once, whatever its schedule.
     *
     * @return false if it is running now, so that the run under way is the answer
     * @throws IllegalArgumentException if there is no such check or it is not planned
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
     * @param nextSlot the next regular slot, or null if there is none
     */
    record Plan(
            Check check,
            String node,
            Instant firstRunAt,
            @Nullable Instant nextSlot) {}
}
