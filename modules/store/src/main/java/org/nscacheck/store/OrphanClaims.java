/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.check.Check;
import org.nscacheck.check.NodeId;
import org.nscacheck.run.Claim;
import org.nscacheck.run.RunStore;

/** Claims of checks whose method no living node has. */
final class OrphanClaims {

    private final Database database;
    private final DueTable due;

    OrphanClaims(Database database, DueTable due) {
        this.database = database;
        this.due = due;
    }

    List<RunStore.Orphan> claim(NodeId node, Duration grace, int max) {
        Map<Claim.ClaimId, RunStore.Orphan> orphans = new LinkedHashMap<>();
        database.inTransaction(transaction -> due.markOrphans(transaction, node));
        database.inTransaction(transaction -> due.claimOrphans(transaction, node, grace, max, OrphanClaims::read))
                .forEach(row -> orphans.merge(row.claim().id(), row, OrphanClaims::both));
        return List.copyOf(orphans.values());
    }

    /** One row for each server that is told. */
    private static RunStore.Orphan read(Database.Row row) {
        List<Check.Destination> destinations = row.isNull("server_id") ? List.of() : List.of(Targets.destination(row));
        return new RunStore.Orphan(ClaimRows.read(row), destinations, row.instant("now"));
    }

    private static RunStore.Orphan both(RunStore.Orphan one, RunStore.Orphan other) {
        List<Check.Destination> destinations = new ArrayList<>(one.destinations());
        destinations.addAll(other.destinations());
        return new RunStore.Orphan(one.claim(), destinations, one.now());
    }
}
