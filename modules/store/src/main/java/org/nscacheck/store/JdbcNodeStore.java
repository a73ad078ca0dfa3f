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

    /** Whether a node lives; the parameter is {@link NodeStore#VALIDITY} in milliseconds. */
    static final String IS_ALIVE = "renewed_at > @nsca_now() - ? * interval '1 millisecond'";

    private static final String RENEW =
            """
            INSERT INTO @nsca_node AS n (node, handlers, alive_since, renewed_at)
            VALUES (?, ?, @nsca_now(), @nsca_now())
            ON CONFLICT (node) DO UPDATE SET
                alive_since = CASE WHEN n.renewed_at < @nsca_now() - ? * interval '1 millisecond'
                    THEN @nsca_now() ELSE n.alive_since END,
                renewed_at = @nsca_now()
            RETURNING alive_since = renewed_at AS back, alive_since <= @nsca_now() - ? * interval '1 millisecond' AS steady,
                @configuration AS configuration,
                (SELECT max(renewed_at) FROM @nsca_node) AS last_sign,
                coalesce((SELECT max(renewed_at) FROM @nsca_node) < @nsca_now() - ? * interval '1 millisecond', true)
                    AS after_absence,
                EXISTS (SELECT FROM @nsca_node WHERE renewed_at < @nsca_now() - ? * interval '1 millisecond')
                    OR EXISTS (@leftBehind) AS left_behind""".replace("@leftBehind", DueTable.LEFT_BEHIND).replace("@configuration", InstallationRow.CONFIGURATION);

    /* A statement does not see what it writes itself: the last sign of any node is the one before this. */
    private static final String END_ABSENCE = """
            UPDATE @nsca_absence SET
                began_at = coalesce(greatest(left_at, ?::timestamptz), @nsca_now()), ended_at = @nsca_now()""";

    private static final String LEFT = "UPDATE @nsca_absence SET left_at = @nsca_now()";

    private static final String LIVING = "SELECT node FROM @nsca_node WHERE " + IS_ALIVE + " ORDER BY node";

    private static final String REMOVE_DEAD = """
            DELETE FROM @nsca_node WHERE renewed_at < @nsca_now() - ? * interval '1 millisecond' RETURNING node""";

    private static final String LEAVE = "DELETE FROM @nsca_node WHERE node = ?";

    private final Database database;
    private final DueTable due;
    private final InstallationRow installation;

    JdbcNodeStore(Database database) {
        this.database = database;
        this.due = new DueTable(database);
        this.installation = new InstallationRow(database);
    }

    @Override
    public Renewal renew(NodeId node, Set<CheckKey> handlers, Duration validity, Duration steady) {
        Answer answer = database.inTransaction(transaction -> {
            Answer renewed = transaction
                    .query(
                            database.sql(RENEW),
                            Answer::read,
                            node.value(),
                            handlers,
                            validity.toMillis(),
                            steady.toMillis(),
                            validity.toMillis(),
                            validity.toMillis(),
                            validity.toMillis())
                    .get(0);
            if (renewed.afterAbsence) {
                transaction.update(database.sql(END_ABSENCE), renewed.lastSign);
            }
            return renewed;
        });
        return new Renewal(
                answer.back, answer.steady && answer.leftBehind ? free(validity) : List.of(), answer.configuration);
    }

    private record Answer(
            boolean back,
            boolean steady,
            long configuration,
            boolean afterAbsence,
            boolean leftBehind,
            @Nullable Instant lastSign) {

        static Answer read(Database.Row row) {
            return new Answer(
                    row.flag("back"),
                    row.flag("steady"),
                    row.number("configuration"),
                    row.flag("after_absence"),
                    row.flag("left_behind"),
                    row.instantOrNull("last_sign"));
        }
    }

    private List<String> free(Duration validity) {
        return database.inTransaction(transaction -> {
            List<String> dead =
                    transaction.query(database.sql(REMOVE_DEAD), row -> row.text("node"), validity.toMillis());
            due.free(transaction, dead, validity);
            if (!dead.isEmpty()) {
                installation.countDeparture(transaction);
            }
            return dead;
        });
    }

    @Override
    public List<NodeId> living() {
        return database.read(LIVING, row -> new NodeId(row.text("node")), VALIDITY.toMillis());
    }

    @Override
    public void leave(NodeId node) {
        database.inTransaction(transaction -> {
            transaction.update(database.sql(LEAVE), node.value());
            transaction.update(database.sql(LEFT));
            due.leave(transaction, node);
            installation.countDeparture(transaction);
            return true;
        });
    }

    @Override
    public Set<String> forget(Duration absence) {
        List<String> nodes = database.inTransaction(transaction -> due.forget(transaction, absence));
        return new TreeSet<>(nodes);
    }
}
