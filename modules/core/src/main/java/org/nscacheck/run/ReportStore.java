/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.NodeId;

/** Records what others have found out of checks that this application does not run itself. Implementations are thread-safe. */
public interface ReportStore {

    /**
     * Claims these checks, whenever they are due and whoever runs them, and stores what is made of the claims, all in one transaction:
     * runs, next due times, states and deliveries, or nothing. What somebody else was about to record of them is refused then.
     *
     * @param node who records
     * @param checks what was reported, each once
     * @param judge makes one record of each claim, in the same order; short, asks no store. What it throws ends the transaction.
     * @return those that are not on the due list; nothing of theirs was stored
     */
    Set<CheckId> record(NodeId node, Collection<CheckId> checks, Function<List<Claim>, List<RunRecord>> judge);
}
