/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where it is kept who did what. The stores of servers, checks and policies make the entries of their changes themselves, in the
 * transaction of the change. Nothing changes an entry; only its age removes it. Implementations are thread-safe.
 */
public interface AuditTrail {

    /** Makes an entry of something that is about to be done. */
    void write(AuditNote note);

    /**
     * Returns entries, the newest first.
     *
     * @param before only those with a smaller id; {@link Long#MAX_VALUE} for all
     * @param max the most entries wanted, 1 or more
     */
    List<AuditEntry> find(AuditFilter filter, long before, int max);

    /** Returns one of them. */
    Optional<AuditEntry> find(long id);

    /**
     * Removes entries that were made longer ago, the oldest first.
     *
     * @param max the most to remove at once, so that no transaction lasts long
     * @return how many were removed
     */
    int purge(Duration olderThan, int max);
}
