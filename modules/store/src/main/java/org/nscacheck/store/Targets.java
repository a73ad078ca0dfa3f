/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.check.Check.Destination;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.check.DueList.ScheduledCheck;
import org.nscacheck.check.TargetAllotment;
import org.nscacheck.node.NodeStore;
import org.nscacheck.server.ServerId;

/**
 * Under which names active checks report: one host and service of a server belongs to one check. Whom it belongs to is decided
 * here, so that nothing that is stored can keep a node from planning the rest.
 */
final class Targets {

    private static final Columns TARGETS = Columns.of("server_id uuid", "host text", "service text");

    private static final Columns ALLOTTED =
            Columns.of("check_id uuid", "node text", "server_id uuid", "host text", "service text");

    private static final String HOLDERS = TARGETS.in("""
            SELECT t.server_id, t.host, t.service, t.check_id, t.node, c.name,
                EXISTS (SELECT FROM @nsca_node n WHERE @alive
                    AND CASE WHEN t.node <> '' THEN split_part(n.node, '/', 1) = t.node
                        ELSE d.handler_key = ANY (n.handlers) OR n.handlers = '{}' END) AS alive
            FROM @input i
            JOIN @nsca_target t ON t.server_id = i.server_id AND t.host = i.host AND t.service = i.service
            JOIN @nsca_due d ON d.check_id = t.check_id AND d.node = t.node
            JOIN @nsca_check c ON c.id = t.check_id""".replace("@alive", JdbcNodeStore.IS_ALIVE));

    private static final String REMOVE = DueTable.KEYS.in(
            "DELETE FROM @nsca_target t USING @input i" + " WHERE t.check_id = i.check_id AND t.node = i.node");

    private static final String GIVE_AWAY = TARGETS.in("""
            DELETE FROM @nsca_target t USING @input i
            WHERE t.server_id = i.server_id AND t.host = i.host AND t.service = i.service""");

    private static final String INSERT =
            ALLOTTED.in("INSERT INTO @nsca_target (check_id, node, server_id, host, service) SELECT * FROM @input i");

    private final Database database;
    private final DueTable due;

    Targets(Database database, DueTable due) {
        this.database = database;
        this.due = due;
    }

    /** Returns the plans that differ from what is on the list as they can be, and those that have to give a name to them. */
    List<TargetAllotment.Settled> settle(
            Transaction transaction, Collection<ScheduledCheck> changed, Collection<ScheduledCheck> all)
            throws SQLException {
        TargetAllotment allotment = TargetAllotment.of(holders(transaction, changed), changed, all);
        giveAway(transaction, allotment);
        return allotment.settled();
    }

    private Map<Destination, TargetAllotment.Holder> holders(
            Transaction transaction, Collection<ScheduledCheck> scheduledChecks) throws SQLException {
        Columns.Rows names = TARGETS.rows();
        scheduledChecks.forEach(
                scheduled -> TargetAllotment.wanted(scheduled).forEach(destination -> add(names, destination)));
        Map<Destination, TargetAllotment.Holder> holders = new HashMap<>();
        if (!names.isEmpty()) {
            transaction.query(
                    database.sql(HOLDERS),
                    row -> holders.put(destination(row), holder(row)),
                    names.arraysAfter(NodeStore.VALIDITY.toMillis()));
        }
        return holders;
    }

    private static TargetAllotment.Holder holder(Database.Row row) {
        return new TargetAllotment.Holder(
                new DueList.Key(new CheckId(row.uuid("check_id")), row.text("node")),
                row.text("name"),
                row.flag("alive"));
    }

    static Destination destination(Database.Row row) {
        return new Destination(new ServerId(row.uuid("server_id")), row.target());
    }

    private static void add(Columns.Rows names, Destination destination) {
        names.add().set("server_id", destination.server()).target(destination.target());
    }

    private void giveAway(Transaction transaction, TargetAllotment allotment) throws SQLException {
        if (allotment.gone().isEmpty()) {
            return;
        }
        Columns.Rows names = TARGETS.rows();
        allotment.givenAway().forEach(destination -> add(names, destination));
        transaction.update(database.sql(GIVE_AWAY), names.arrays());
        due.retire(transaction, DueKeys.rows(allotment.gone()));
    }

    /** Stores these names instead of those that the checks had. */
    void replace(Transaction transaction, Collection<TargetAllotment.Settled> scheduledChecks) throws SQLException {
        List<DueList.Key> keys = new ArrayList<>();
        Columns.Rows targets = ALLOTTED.rows();
        for (TargetAllotment.Settled settled : scheduledChecks) {
            ScheduledCheck scheduled = settled.scheduled();
            keys.add(DueList.Key.of(scheduled));
            for (Destination destination : TargetAllotment.wanted(scheduled)) {
                targets.add()
                        .set("check_id", scheduled.check().id())
                        .set("node", scheduled.node())
                        .set("server_id", destination.server())
                        .target(destination.target());
            }
        }
        transaction.update(database.sql(REMOVE), DueKeys.rows(keys).arrays());
        if (!targets.isEmpty()) {
            transaction.update(database.sql(INSERT), targets.arrays());
        }
    }
}
