/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Change;
import org.nscacheck.server.StaleVersionException;

/** Where policies are kept. Each change counts as a change of the configuration. Implementations are thread-safe. */
public interface PolicyStore {

    /** Returns those of a kind in the order in which they apply: by position, then by name. */
    List<Policy> findAll(PolicyKind kind);

    Optional<Policy> find(PolicyId id);

    /**
     * Adds or changes a policy.
     *
     * @param by who changes it, see {@link Change#by}
     * @return the policy as stored, with its new version
     * @throws StaleVersionException if it was changed since the given version was read
     * @throws RefusedException if its name is taken by another one of its kind
     */
    Policy save(Policy policy, String by);

    /** Returns the latest change of a policy, or empty if there is no such policy. */
    Optional<Change> lastChange(PolicyId id);

    /**
     * Removes a policy; does nothing if there is none.
     *
     * @param by who does it, see {@link Change#by}
     */
    void delete(PolicyId id, String by);
}
