/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.nscacheck.check.HandlerKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.engine.NodeStore;

/** The nodes in PostgreSQL. */
final class JdbcNodeStore implements NodeStore {

    private static final String RENEW = """
            INSERT INTO @nsca_node AS n (node, handlers, alive_since, renewed_at)
            VALUES (?, ?, @nsca_now(), @nsca_now())
            ON CONFLICT (node) DO UPDATE SET
                alive_since = CASE WHEN n.renewed_at < @nsca_now() - ? * interval '1 millisecond'
                    THEN @nsca_now() ELSE n.alive_since END,
                renewed_at = @nsca_now()
            RETURNING alive_since <= @nsca_now() - ? * interval '1 millisecond' AS steady""";

    private static final String REMOVE_DEAD = """
            DELETE FROM @nsca_node WHERE renewed_at < @nsca_now() - ? * interval '1 millisecond' RETURNING node""";

    /*
     * The claim number stays: whoever comes back before somebody else has claimed may still store its run. A row that a dead
     * node still holds locked is found again later, when the node is not known any more.
     */
    private static final String FREE_CHECKS = """
            UPDATE @nsca_due d SET lease_until = @nsca_now(), wake_at = @nsca_now()
            FROM (
                SELECT check_id, node FROM @nsca_due
                WHERE lease_until > @nsca_now() AND (claimed_by = ANY (?)
                    OR (claimed_at < @nsca_now() - ? * interval '1 millisecond'
                        AND NOT EXISTS (SELECT FROM @nsca_node n WHERE n.node = claimed_by)))
                ORDER BY check_id, node FOR UPDATE SKIP LOCKED) AS held
            WHERE d.check_id = held.check_id AND d.node = held.node""";

    private static final String LEAVE = "DELETE FROM @nsca_node WHERE node = ?";

    private final Database database;
    private final String renew;
    private final String removeDead;
    private final String freeChecks;
    private final String leave;

    JdbcNodeStore(Database database) {
        this.database = database;
        this.renew = database.sql(RENEW);
        this.removeDead = database.sql(REMOVE_DEAD);
        this.freeChecks = database.sql(FREE_CHECKS);
        this.leave = database.sql(LEAVE);
    }

    @Override
    public List<String> renew(NodeId node, Set<HandlerKey> handlers, Duration validity, Duration steady) {
        boolean mayFree = database.inTransaction(connection -> Database.query(
                        connection,
                        renew,
                        row -> row.flag("steady"),
                        node.value(),
                        handlers,
                        validity.toMillis(),
                        steady.toMillis())
                .get(0));
        return mayFree ? free(validity) : List.of();
    }

    private List<String> free(Duration validity) {
        return database.inTransaction(connection -> {
            List<String> dead = Database.query(connection, removeDead, row -> row.text("node"), validity.toMillis());
            Database.update(connection, freeChecks, dead, validity.toMillis());
            return dead;
        });
    }

    @Override
    public void leave(NodeId node) {
        database.inTransaction(connection -> Database.update(connection, leave, node.value()));
    }
}
