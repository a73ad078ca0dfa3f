/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore.Plan;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Target;

/** Puts checks on the due list, and the names under which they report beside it. */
final class DueList {

    /** Any number does, as long as nobody else uses it as an advisory lock in this database. */
    static final long LOCK = 0x6e73636163686bL;

    private static final String UPSERT = """
            INSERT INTO @nsca_due AS d (check_id, node, handler_key, active, fingerprint, config_version, schedule,
                timeout_ms, window_ms, slot, due_at, wake_at)
            SELECT i.check_id, i.node, i.handler_key, i.active, i.fingerprint, 1, i.schedule, i.timeout_ms, i.window_ms,
                i.first_run_at, i.first_run_at, i.first_run_at
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            AS i (check_id, node, handler_key, active, fingerprint, schedule, timeout_ms, window_ms,
                first_run_at, next_slot, next_due_at)
            ORDER BY i.check_id, i.node
            ON CONFLICT (check_id, node) DO NOTHING""";

    private static final String CHANGE = """
            UPDATE @nsca_due d SET
                handler_key = i.handler_key, active = i.active, fingerprint = i.fingerprint,
                config_version = d.config_version + 1, schedule = i.schedule, timeout_ms = i.timeout_ms, window_ms = i.window_ms,
                slot = i.slot, due_at = i.due_at, rescheduled = d.rescheduled OR (i.moved AND d.lease_until IS NOT NULL),
                wake_at = CASE WHEN d.lease_until IS NOT NULL THEN d.lease_until ELSE i.due_at END
            FROM (
                SELECT n.*, NOT o.active AND n.active OR o.schedule <> n.schedule AS moved,
                    CASE WHEN NOT o.active AND n.active THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_slot ELSE o.slot END AS slot,
                    CASE WHEN NOT o.active AND n.active THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_due_at ELSE o.due_at END AS due_at
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[],
                    ?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
                AS n (check_id, node, handler_key, active, fingerprint, schedule, timeout_ms, window_ms,
                    first_run_at, next_slot, next_due_at)
                JOIN @nsca_due o ON o.check_id = n.check_id AND o.node = n.node) i
            WHERE d.check_id = i.check_id AND d.node = i.node AND d.fingerprint <> i.fingerprint""";

    private static final String REMOVE =
            "DELETE FROM @nsca_due d USING unnest(?::uuid[], ?::text[]) AS i (check_id, node)"
                    + " WHERE d.check_id = i.check_id AND d.node = i.node";

    private static final String COLLISIONS = """
            SELECT c.name AS taken_by, s.name AS server, t.host, t.service, i.check_name
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS i (server_id, host, service, check_name)
            JOIN @nsca_target t ON t.server_id = i.server_id AND t.host = i.host AND t.service = i.service
            JOIN @nsca_check c ON c.id = t.check_id
            JOIN @nsca_server s ON s.id = t.server_id""";

    private final Database database;

    DueList(Database database) {
        this.database = database;
    }

    private static void lock(Connection connection) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    void plan(Collection<Plan> plans) {
        requireNoneTwice(plans);
        database.inTransaction(connection -> {
            lock(connection);
            Map<Key, String> known = fingerprints(connection, plans);
            removeOtherScope(connection, plans, known.keySet());
            List<Plan> changed = plans.stream()
                    .filter(plan -> !fingerprint(plan.check()).equals(known.get(Key.of(plan))))
                    .toList();
            if (!changed.isEmpty()) {
                store(connection, changed);
                replaceTargets(connection, changed);
            }
            return true;
        });
    }

    private Map<Key, String> fingerprints(Connection connection, Collection<Plan> plans) throws SQLException {
        Map<Key, String> known = new HashMap<>();
        Database.query(
                connection,
                database.sql("SELECT check_id, node, fingerprint FROM @nsca_due WHERE check_id = ANY (?::uuid[])"),
                row -> known.put(new Key(new CheckId(row.uuid("check_id")), row.text("node")), row.text("fingerprint")),
                plans.stream().map(plan -> plan.check().id()).toList());
        return known;
    }

    /** Rows of before the code said that a check runs on each node, or that it does not any more. */
    private void removeOtherScope(Connection connection, Collection<Plan> plans, Set<Key> known) throws SQLException {
        Set<CheckId> onEachNode = new HashSet<>();
        plans.stream()
                .filter(plan -> !plan.node().isEmpty())
                .forEach(plan -> onEachNode.add(plan.check().id()));
        Columns keys = new Columns(2);
        known.stream()
                .filter(key -> onEachNode.contains(key.check) == key.node.isEmpty())
                .forEach(key -> keys.add(key.check, key.node));
        if (!keys.isEmpty()) {
            Database.update(connection, database.sql(REMOVE), keys.arrays());
        }
    }

    private record Key(CheckId check, String node) {
        static Key of(Plan plan) {
            return new Key(plan.check().id(), plan.node());
        }
    }

    /** Everything that a resolved check consists of, in a fixed order. */
    private static String fingerprint(Check check) {
        return String.join(
                "|",
                check.handler().value(),
                check.name(),
                schedule(check),
                check.timeout().toString(),
                new TreeMap<>(check.arguments()).toString(),
                check.scope().name(),
                String.valueOf(check.active()),
                String.valueOf(check.allowVoid()),
                check.onError().name(),
                check.onTimeout().name(),
                check.confirmation().toString(),
                check.destinations().stream()
                        .map(String::valueOf)
                        .sorted()
                        .toList()
                        .toString());
    }

    private static String schedule(Check check) {
        String pause = check.pausedUntil() == null ? "" : " paused until " + check.pausedUntil();
        return check.schedule() + " " + check.schedule().zone() + " spread " + check.spread() + pause;
    }

    private void store(Connection connection, List<Plan> plans) throws SQLException {
        Columns columns = new Columns(11);
        for (Plan plan : plans) {
            Check check = plan.check();
            Instant nextSlot = plan.nextSlot();
            columns.add(
                    check.id(),
                    plan.node(),
                    check.handler(),
                    check.active(),
                    fingerprint(check),
                    schedule(check),
                    check.timeout().toMillis(),
                    Spread.window(check.schedule(), Spread.DEFAULT_LIMIT).toMillis(),
                    plan.firstRunAt(),
                    nextSlot,
                    nextSlot == null ? null : check.dueAt(nextSlot));
        }
        Database.update(connection, database.sql(CHANGE), columns.arrays());
        Database.update(connection, database.sql(UPSERT), columns.arrays());
    }

    private void replaceTargets(Connection connection, List<Plan> plans) throws SQLException {
        Columns keys = new Columns(2);
        plans.forEach(plan -> keys.add(plan.check().id(), plan.node()));
        Database.update(
                connection,
                database.sql("DELETE FROM @nsca_target t USING unnest(?::uuid[], ?::text[]) AS i (check_id, node)"
                        + " WHERE t.check_id = i.check_id AND t.node = i.node"),
                keys.arrays());
        Columns names = new Columns(4);
        Columns targets = new Columns(5);
        for (Plan plan : plans) {
            for (Check.Destination destination : activeDestinations(plan)) {
                Target target = destination.target();
                String service = target.service() == null ? "" : target.service();
                names.add(
                        destination.server(),
                        target.host(),
                        service,
                        plan.check().name());
                targets.add(plan.check().id(), plan.node(), destination.server(), target.host(), service);
            }
        }
        if (targets.isEmpty()) {
            return;
        }
        requireFree(connection, names);
        Database.update(
                connection,
                database.sql("INSERT INTO @nsca_target (check_id, node, server_id, host, service)"
                        + " SELECT * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::text[])"),
                targets.arrays());
    }

    private void requireFree(Connection connection, Columns names) throws SQLException {
        List<String> collisions = Database.query(
                connection,
                database.sql(COLLISIONS),
                row -> collision(
                                row.text("taken_by"),
                                row.text("check_name"),
                                row.text("host") + "/" + row.text("service"))
                        + " on server '" + row.text("server") + "'",
                names.arrays());
        if (!collisions.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", collisions));
        }
    }

    private static void requireNoneTwice(Collection<Plan> plans) {
        Map<Check.Destination, Plan> taken = new HashMap<>();
        for (Plan plan : plans) {
            for (Check.Destination destination : activeDestinations(plan)) {
                Plan other = taken.putIfAbsent(destination, plan);
                if (other != null) {
                    throw new IllegalArgumentException(collision(
                            other.check().name(),
                            plan.check().name(),
                            destination.target().toString()));
                }
            }
        }
    }

    private static List<Check.Destination> activeDestinations(Plan plan) {
        return plan.check().active() ? plan.check().destinations() : List.of();
    }

    private static String collision(String one, String other, String target) {
        return "checks '" + one + "' and '" + other + "' would both report as " + target;
    }

    boolean runNow(CheckId id) {
        return database.inTransaction(connection -> {
            int forced = Database.update(
                    connection,
                    database.sql("UPDATE @nsca_due SET slot = CASE WHEN forced THEN slot ELSE @nsca_now() END,"
                            + " due_at = @nsca_now(), wake_at = @nsca_now(), forced = true"
                            + " WHERE check_id = ? AND active AND lease_until IS NULL"),
                    id.value());
            if (forced == 0) {
                requireActive(connection, id);
            }
            return forced > 0;
        });
    }

    private void requireActive(Connection connection, CheckId id) throws SQLException {
        List<Boolean> active = Database.query(
                connection,
                database.sql("SELECT active FROM @nsca_due WHERE check_id = ?"),
                row -> row.flag("active"),
                id.value());
        if (active.isEmpty()) {
            throw new IllegalArgumentException("there is no check " + id + " on the due list");
        }
        if (!active.contains(true)) {
            throw new IllegalArgumentException("check " + id + " is not active: activate it first");
        }
    }

    Instant now() {
        return database.inTransaction(connection -> Database.query(
                        connection, database.sql("SELECT @nsca_now() AS now"), row -> row.instant("now"))
                .get(0));
    }
}
