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
import org.nscacheck.server.ServerId;
import org.nscacheck.server.Target;

/** Claims of checks whose method no living node has. */
final class OrphanClaims {

    /*
     * Since when it has been due while this node lived: kept here, so that it does not begin again with each start of a node. It
     * counts for the time slot that it was written for.
     */
    private static final String MARK = """
            WITH living AS (
                SELECT node, handlers, alive_since FROM @nsca_node WHERE renewed_at > @nsca_now() - interval '10 seconds'),
            orphans AS (
                SELECT check_id, node FROM @nsca_due d
                WHERE active AND node = '' AND wake_at <= @nsca_now() AND (orphan_since IS NULL OR orphan_since < due_at)
                    AND NOT EXISTS (SELECT FROM living l WHERE d.handler_key = ANY (l.handlers) OR l.handlers = '{}')
                ORDER BY check_id, node FOR UPDATE SKIP LOCKED)
            UPDATE @nsca_due d SET orphan_since = greatest(d.wake_at, l.alive_since)
            FROM orphans o, living l
            WHERE d.check_id = o.check_id AND d.node = o.node AND l.node = ?""";

    /* A living node that does not say what it has is of an older release, and may have anything. */
    private static final String CLAIM = """
            WITH living AS (
                SELECT node, handlers FROM @nsca_node WHERE renewed_at > @nsca_now() - interval '10 seconds'),
            picked AS (
                SELECT check_id, node FROM @nsca_due d
                WHERE active AND node = '' AND wake_at <= @nsca_now()
                    AND orphan_since >= due_at AND orphan_since <= @nsca_now() - ? * interval '1 millisecond'
                    AND EXISTS (SELECT FROM living WHERE node = ?)
                    AND NOT EXISTS (SELECT FROM living l WHERE d.handler_key = ANY (l.handlers) OR l.handlers = '{}')
                ORDER BY wake_at LIMIT ? FOR UPDATE SKIP LOCKED),
            claimed AS (
                UPDATE @nsca_due d SET
                    claim_no = claim_no + 1, claimed_by = ?, claimed_at = @nsca_now(), rescheduled = false,
                    lease_until = @nsca_now() + ? * interval '1 millisecond',
                    wake_at = @nsca_now() + ? * interval '1 millisecond'
                FROM picked p WHERE d.check_id = p.check_id AND d.node = p.node
                RETURNING d.*)
            SELECT @nsca_now() AS now, c.*, t.server_id, t.host, t.service
            FROM claimed c LEFT JOIN @nsca_target t ON t.check_id = c.check_id AND t.node = c.node
            ORDER BY c.check_id""";

    private final Database database;
    private final String mark;
    private final String claim;

    OrphanClaims(Database database) {
        this.database = database;
        this.mark = database.sql(MARK);
        this.claim = database.sql(CLAIM);
    }

    List<RunStore.Orphan> claim(NodeId node, Duration grace, int max) {
        long lease = RunStore.LEASE_GRACE.toMillis();
        Map<Claim.ClaimId, RunStore.Orphan> orphans = new LinkedHashMap<>();
        database.inTransaction(connection -> Database.update(connection, mark, node.value()));
        database.inTransaction(connection -> Database.query(
                        connection,
                        claim,
                        OrphanClaims::read,
                        grace.toMillis(),
                        node.value(),
                        max,
                        node.value(),
                        lease,
                        lease))
                .forEach(row -> orphans.merge(row.claim().id(), row, OrphanClaims::both));
        return List.copyOf(orphans.values());
    }

    /** One row for each server that is told. */
    private static RunStore.Orphan read(Database.Row row) {
        List<Check.Destination> destinations = List.of();
        if (!row.isNull("server_id")) {
            String service = row.text("service");
            Target target = new Target(row.text("host"), service.isEmpty() ? null : service);
            destinations = List.of(new Check.Destination(new ServerId(row.uuid("server_id")), target));
        }
        return new RunStore.Orphan(JdbcRunStore.readClaim(row), destinations, row.instant("now"));
    }

    private static RunStore.Orphan both(RunStore.Orphan one, RunStore.Orphan other) {
        List<Check.Destination> destinations = new ArrayList<>(one.destinations());
        destinations.addAll(other.destinations());
        return new RunStore.Orphan(one.claim(), destinations, one.now());
    }
}
