/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Change;

/** Where the configuration of checks is kept; when they run is a matter of the {@link DueList}. Implementations are thread-safe. */
public interface CheckStore {

    List<StoredCheck> findAll();

    Optional<StoredCheck> find(CheckId id);

    /** Returns those of these checks that exist. */
    List<StoredCheck> findAll(Collection<CheckId> ids);

    /** Returns the checks of a handler. */
    default List<StoredCheck> findAll(CheckKey key) {
        return findAll().stream().filter(check -> check.key().equals(key)).toList();
    }

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

    /**
     * Makes several changes of checks, and of servers and policies in the same database, in one transaction: what they throw undoes
     * all of them. They may be made once more from the beginning if the connection is to blame that they could not be stored.
     *
     * @param changes made on this thread by calls of the stores
     */
    <T> T together(Supplier<T> changes);

    /** Returns the latest change of a check, or empty if it is not known or there is no such check. */
    Optional<Change> lastChange(CheckId id);

    /**
     * Removes a check; its history and waiting deliveries stay.
     *
     * @param by who does it, see {@link Change#by}
     */
    void delete(CheckId id, String by);

    /** The same for a change that no person makes. */
    default void delete(CheckId id) {
        delete(id, Change.APPLICATION);
    }
}
