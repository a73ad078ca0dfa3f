/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;
import org.nscacheck.node.NodeStore;

/** The nodes in PostgreSQL. */
final class JdbcNodeStore implements NodeStore {

    private static final String RENEW = """
            INSERT INTO @nsca_node AS n (node, handlers, alive_since, renewed_at)
            VALUES (?, ?, @nsca_now(), @nsca_now())
            ON CONFLICT (node) DO UPDATE SET
                alive_since = CASE WHEN n.renewed_at < @nsca_now() - ? * interval '1 millisecond'
                    THEN @nsca_now() ELSE n.alive_since END,
                renewed_at = @nsca_now()
            RETURNING alive_since = renewed_at AS back, alive_since <= @nsca_now() - ? * interval '1 millisecond' AS steady,
                (SELECT configuration FROM @nsca_installation) AS configuration,
                (SELECT max(renewed_at) FROM @nsca_node) AS last_sign,
                coalesce((SELECT max(renewed_at) FROM @nsca_node) < @nsca_now() - ? * interval '1 millisecond', true)
                    AS after_absence""";

    /* A statement does not see what it writes itself: the last sign of any node is the one before this. */
    private static final String END_ABSENCE = """
            UPDATE @nsca_absence SET
                began_at = coalesce(greatest(left_at, ?::timestamptz), @nsca_now()), ended_at = @nsca_now()""";

    private static final String LEFT = "UPDATE @nsca_absence SET left_at = @nsca_now()";

    private static final String LIVING =
            "SELECT node FROM @nsca_node WHERE renewed_at > @nsca_now() - interval '10 seconds' ORDER BY node";

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

    /* Without a fingerprint it is planned anew, whatever has changed meanwhile. */
    private static final String TAKE_OFF = """
            WITH gone AS (
                UPDATE @nsca_due d SET active = false, fingerprint = ''
                WHERE d.node = ? AND d.active
                    AND NOT EXISTS (SELECT FROM @nsca_node n WHERE split_part(n.node, '/', 1) = d.node)
                RETURNING d.check_id, d.node)
            DELETE FROM @nsca_target t USING gone WHERE t.check_id = gone.check_id AND t.node = gone.node""";

    /* Whoever could not have the names of one that is gone may try again. */
    private static final String TELL = "UPDATE @nsca_installation SET configuration = configuration + 1"
            + " WHERE EXISTS (SELECT FROM @nsca_due WHERE fingerprint = '' AND fault <> '' AND active)";

    private static final String FORGET = """
            DELETE FROM @nsca_due d
            WHERE d.node <> '' AND greatest(d.due_at, d.last_ended_at) < @nsca_now() - ? * interval '1 millisecond'
                AND NOT EXISTS (SELECT FROM @nsca_node n WHERE split_part(n.node, '/', 1) = d.node)
            RETURNING d.node""";

    private final Database database;
    private final String renew;
    private final String living;
    private final String removeDead;
    private final String freeChecks;
    private final String leave;
    private final String takeOff;
    private final String tell;
    private final String forget;

    JdbcNodeStore(Database database) {
        this.database = database;
        this.renew = database.sql(RENEW);
        this.living = database.sql(LIVING);
        this.removeDead = database.sql(REMOVE_DEAD);
        this.freeChecks = database.sql(FREE_CHECKS);
        this.leave = database.sql(LEAVE);
        this.takeOff = database.sql(TAKE_OFF);
        this.tell = database.sql(TELL);
        this.forget = database.sql(FORGET);
    }

    @Override
    public Renewal renew(NodeId node, Set<CheckKey> handlers, Duration validity, Duration steady) {
        Answer answer = database.inTransaction(connection -> {
            Answer renewed = Database.query(
                            connection,
                            renew,
                            Answer::read,
                            node.value(),
                            handlers,
                            validity.toMillis(),
                            steady.toMillis(),
                            validity.toMillis())
                    .get(0);
            if (renewed.afterAbsence) {
                Database.update(connection, database.sql(END_ABSENCE), renewed.lastSign);
            }
            return renewed;
        });
        return new Renewal(answer.back, answer.steady ? free(validity) : List.of(), answer.configuration);
    }

    private record Answer(
            boolean back,
            boolean steady,
            long configuration,
            boolean afterAbsence,
            @Nullable Instant lastSign) {

        static Answer read(Database.Row row) {
            return new Answer(
                    row.flag("back"),
                    row.flag("steady"),
                    row.number("configuration"),
                    row.flag("after_absence"),
                    row.instantOrNull("last_sign"));
        }
    }

    private List<String> free(Duration validity) {
        return database.inTransaction(connection -> {
            List<String> dead = Database.query(connection, removeDead, row -> row.text("node"), validity.toMillis());
            Database.update(connection, freeChecks, dead, validity.toMillis());
            if (!dead.isEmpty()) {
                Database.update(connection, tell);
            }
            return dead;
        });
    }

    @Override
    public List<NodeId> living() {
        return database.inTransaction(
                connection -> Database.query(connection, living, row -> new NodeId(row.text("node"))));
    }

    @Override
    public void leave(NodeId node) {
        database.inTransaction(connection -> {
            Database.update(connection, leave, node.value());
            Database.update(connection, database.sql(LEFT));
            Database.update(connection, takeOff, node.name());
            return Database.update(connection, tell);
        });
    }

    @Override
    public Set<String> forget(Duration absence) {
        List<String> rows = database.inTransaction(
                connection -> Database.query(connection, forget, row -> row.text("node"), absence.toMillis()));
        return new TreeSet<>(rows);
    }
}
