/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckStore;
import org.nscacheck.check.CheckStore.ScheduledCheck;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts checks on the due list, and the names under which they report beside it. */
final class DueList {

    private static final Logger log = LoggerFactory.getLogger(DueList.class);

    /** Any number does, as long as nobody else uses it as an advisory lock in this database. */
    static final long LOCK = 0x6e73636163686bL;

    private static final String UPSERT = """
            INSERT INTO @nsca_due AS d (check_id, node, handler_key, active, fingerprint, config_version, schedule,
                timeout_ms, window_ms, fault, slot, due_at, wake_at)
            SELECT i.check_id, i.node, i.handler_key, i.active, i.fingerprint, 1, i.schedule, i.timeout_ms, i.window_ms,
                i.fault, i.first_run_at, i.first_run_at, i.first_run_at
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
            AS i (check_id, node, handler_key, active, fingerprint, schedule, timeout_ms, window_ms, fault,
                first_run_at, next_slot, next_due_at)
            ORDER BY i.check_id, i.node
            ON CONFLICT (check_id, node) DO NOTHING""";

    /*
     * What a run that is being recorded writes is waited for here, and the time is taken afterwards: what is computed from both
     * stays true until the end of the transaction.
     */
    private static final String LOCK_ROWS = """
            SELECT d.check_id FROM @nsca_due d
            JOIN unnest(?::uuid[], ?::text[]) AS i (check_id, node) ON d.check_id = i.check_id AND d.node = i.node
            ORDER BY d.check_id, d.node FOR UPDATE OF d""";

    private static final String CHANGE = """
            UPDATE @nsca_due d SET
                handler_key = i.handler_key, active = i.active, fingerprint = i.fingerprint,
                config_version = d.config_version + 1, schedule = i.schedule, timeout_ms = i.timeout_ms, window_ms = i.window_ms,
                fault = i.fault,
                slot = i.slot, due_at = i.due_at, rescheduled = d.rescheduled OR (i.moved AND d.lease_until IS NOT NULL),
                wake_at = CASE WHEN d.lease_until IS NOT NULL THEN d.lease_until ELSE i.due_at END
            FROM (
                SELECT n.*, NOT o.active AND n.active OR o.schedule <> n.schedule OR o.fault <> n.fault AS moved,
                    CASE WHEN NOT o.active AND n.active OR o.fault <> n.fault THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_slot ELSE o.slot END AS slot,
                    CASE WHEN NOT o.active AND n.active OR o.fault <> n.fault THEN n.first_run_at
                        WHEN o.schedule <> n.schedule THEN n.next_due_at ELSE o.due_at END AS due_at
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::bigint[],
                    ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
                AS n (check_id, node, handler_key, active, fingerprint, schedule, timeout_ms, window_ms, fault,
                    first_run_at, next_slot, next_due_at)
                JOIN @nsca_due o ON o.check_id = n.check_id AND o.node = n.node) i
            WHERE d.check_id = i.check_id AND d.node = i.node AND (d.fingerprint <> i.fingerprint OR i.fingerprint = '')""";

    private static final String REMOVE =
            "DELETE FROM @nsca_due d USING unnest(?::uuid[], ?::text[]) AS i (check_id, node)"
                    + " WHERE d.check_id = i.check_id AND d.node = i.node";

    private static final String PLANNED = """
            SELECT d.check_id, d.node, d.fault, t.server_id, t.host, t.service
            FROM @nsca_due d LEFT JOIN @nsca_target t ON t.check_id = d.check_id AND t.node = d.node
            WHERE d.check_id = ANY (?::uuid[]) ORDER BY d.check_id, d.node""";

    private static final String UNSETTLED = "SELECT check_id FROM @nsca_due WHERE fingerprint = '' AND node = ANY (?)";

    private final Database database;
    private final Targets targets;

    DueList(Database database) {
        this.database = database;
        this.targets = new Targets(database);
    }

    private static void lock(Connection connection) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    boolean schedule(Collection<ScheduledCheck> scheduledChecks, long configuration) {
        Map<DueKey, Row> known = new HashMap<>();
        Optional<List<Targets.Settled>> settled = database.inTransaction(connection -> {
            lock(connection);
            return configuration(connection) == configuration
                    ? Optional.of(schedule(connection, scheduledChecks, known))
                    : Optional.empty();
        });
        settled.ifPresent(all -> all.forEach(each -> logChange(each, known.get(DueKey.of(each.scheduled())))));
        return settled.isPresent();
    }

    private List<Targets.Settled> schedule(
            Connection connection, Collection<ScheduledCheck> scheduledChecks, Map<DueKey, Row> known)
            throws SQLException {
        known.putAll(rows(connection, scheduledChecks));
        removeOtherScope(connection, scheduledChecks, known.keySet());
        List<ScheduledCheck> changed = scheduledChecks.stream()
                .filter(scheduled ->
                        !scheduled.check().fingerprint().equals(fingerprint(known.get(DueKey.of(scheduled)))))
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        List<Targets.Settled> possible = targets.settle(connection, changed, scheduledChecks);
        store(connection, possible);
        targets.replace(connection, possible);
        return possible;
    }

    long configuration() {
        return database.inTransaction(this::configuration);
    }

    private long configuration(Connection connection) throws SQLException {
        return Database.query(
                        connection,
                        database.sql("SELECT configuration FROM @nsca_installation"),
                        row -> row.number("configuration"))
                .get(0);
    }

    private static void logChange(Targets.Settled settled, @Nullable Row before) {
        Check check = settled.scheduled().check();
        String former = before == null ? "" : before.fault;
        if (!check.active() || check.fault().equals(former)) {
            return;
        }
        if (!check.isFaulty()) {
            log.info("NSCA-124 check can run again name={}", Names.printable(check.name()));
        } else if (settled.isWaiting()) {
            log.warn(
                    "NSCA-120 check cannot run name={} fault=\"{}\"",
                    Names.printable(check.name()),
                    Names.printable(check.fault()));
        } else {
            log.error(
                    "NSCA-120 check cannot run name={} fault=\"{}\"",
                    Names.printable(check.name()),
                    Names.printable(check.fault()));
        }
    }

    /** What is on the list already. */
    private record Row(DueKey key, String fingerprint, String fault) {}

    private static @Nullable String fingerprint(@Nullable Row row) {
        return row == null ? null : row.fingerprint;
    }

    private Map<DueKey, Row> rows(Connection connection, Collection<ScheduledCheck> scheduledChecks)
            throws SQLException {
        Map<DueKey, Row> known = new HashMap<>();
        Database.query(
                        connection,
                        database.sql("SELECT check_id, node, fingerprint, fault FROM @nsca_due"
                                + " WHERE check_id = ANY (?::uuid[])"),
                        row -> new Row(
                                new DueKey(new CheckId(row.uuid("check_id")), row.text("node")),
                                row.text("fingerprint"),
                                row.text("fault")),
                        scheduledChecks.stream()
                                .map(scheduled -> scheduled.check().id())
                                .toList())
                .forEach(row -> known.put(row.key, row));
        return known;
    }

    List<CheckStore.Scheduled> scheduled(Collection<CheckId> ids) {
        Map<DueKey, CheckStore.Scheduled> planned = new LinkedHashMap<>();
        database.inTransaction(connection -> Database.query(connection, database.sql(PLANNED), DueList::scheduled, ids))
                .forEach(row -> planned.merge(new DueKey(row.check(), row.node()), row, DueList::both));
        return List.copyOf(planned.values());
    }

    /** One row for each server that is told. */
    private static CheckStore.Scheduled scheduled(Database.Row row) {
        return new CheckStore.Scheduled(
                new CheckId(row.uuid("check_id")),
                row.text("node"),
                row.text("fault"),
                row.isNull("server_id") ? List.of() : List.of(Targets.destination(row)));
    }

    private static CheckStore.Scheduled both(CheckStore.Scheduled one, CheckStore.Scheduled other) {
        List<Check.Destination> destinations = new ArrayList<>(one.destinations());
        destinations.addAll(other.destinations());
        return new CheckStore.Scheduled(one.check(), one.node(), one.fault(), destinations);
    }

    Set<CheckId> unsettled(String node) {
        return new HashSet<>(database.inTransaction(connection -> Database.query(
                connection, database.sql(UNSETTLED), row -> new CheckId(row.uuid("check_id")), List.of("", node))));
    }

    /** Rows of before the code said that a check runs on each node, or that it does not any more. */
    private void removeOtherScope(Connection connection, Collection<ScheduledCheck> scheduledChecks, Set<DueKey> known)
            throws SQLException {
        Set<CheckId> onEachNode = new HashSet<>();
        scheduledChecks.stream()
                .filter(scheduled -> !scheduled.node().isEmpty())
                .forEach(scheduled -> onEachNode.add(scheduled.check().id()));
        Columns keys = new Columns(2);
        known.stream()
                .filter(key -> onEachNode.contains(key.check()) == key.node().isEmpty())
                .forEach(key -> keys.add(key.check(), key.node()));
        if (!keys.isEmpty()) {
            Database.update(connection, database.sql(REMOVE), keys.arrays());
        }
    }

    private void lockRows(Connection connection, List<Targets.Settled> scheduledChecks) throws SQLException {
        Columns keys = new Columns(2);
        scheduledChecks.forEach(settled ->
                keys.add(settled.scheduled().check().id(), settled.scheduled().node()));
        Database.query(connection, database.sql(LOCK_ROWS), row -> true, keys.arrays());
    }

    private void store(Connection connection, List<Targets.Settled> scheduledChecks) throws SQLException {
        lockRows(connection, scheduledChecks);
        Instant now = now(connection);
        Columns columns = new Columns(12);
        for (Targets.Settled settled : scheduledChecks) {
            ScheduledCheck scheduled = settled.scheduled();
            Check check = scheduled.check();
            Instant nextSlot = check.nextSlot(now, null);
            columns.add(
                    check.id(),
                    scheduled.node(),
                    check.handler(),
                    check.active(),
                    settled.isWaiting() ? "" : check.fingerprint(),
                    check.scheduleText(),
                    check.timeout().toMillis(),
                    Spread.window(check.schedule(), Spread.DEFAULT_LIMIT).toMillis(),
                    check.fault(),
                    scheduled.firstRunAt(),
                    nextSlot,
                    nextSlot == null ? null : check.dueAt(nextSlot));
        }
        Database.update(connection, database.sql(CHANGE), columns.arrays());
        Database.update(connection, database.sql(UPSERT), columns.arrays());
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
        return database.inTransaction(this::now);
    }

    private Instant now(Connection connection) throws SQLException {
        return Database.query(connection, database.sql("SELECT @nsca_now() AS now"), row -> row.instant("now"))
                .get(0);
    }
}
