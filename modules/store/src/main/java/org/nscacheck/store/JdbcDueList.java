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
import org.nscacheck.RefusedException;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.schedule.Spread;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts checks on the due list, and the names under which they report beside it. */
final class JdbcDueList implements DueList {

    private static final Logger log = LoggerFactory.getLogger(JdbcDueList.class);

    /** Any number does, as long as nobody else uses it as an advisory lock in this database. */
    static final long LOCK = 0x6e73636163686bL;

    private static final String PLANNED = """
            SELECT d.check_id, d.node, d.fault, t.server_id, t.host, t.service
            FROM @nsca_due d LEFT JOIN @nsca_target t ON t.check_id = d.check_id AND t.node = d.node
            WHERE d.check_id = ANY (?::uuid[]) ORDER BY d.check_id, d.node""";

    private static final String UNSETTLED = "SELECT check_id FROM @nsca_due WHERE fingerprint = '' AND node = ANY (?)";

    private final Database database;
    private final DueTable due;
    private final InstallationRow installation;
    private final Targets targets;

    JdbcDueList(Database database) {
        this.database = database;
        this.due = new DueTable(database);
        this.installation = new InstallationRow(database);
        this.targets = new Targets(database, due);
    }

    private static void lock(Connection connection) throws SQLException {
        Database.query(connection, "SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    @Override
    public boolean schedule(Collection<ScheduledCheck> scheduledChecks, long configuration) {
        Map<DueKey, Row> known = new HashMap<>();
        Optional<List<Targets.Settled>> settled = database.inTransaction(connection -> {
            lock(connection);
            return installation.configuration(connection) == configuration
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

    @Override
    public long configuration() {
        return database.inTransaction(installation::configuration);
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

    @Override
    public List<Scheduled> scheduled(Collection<CheckId> ids) {
        Map<DueKey, Scheduled> planned = new LinkedHashMap<>();
        database.inTransaction(
                        connection -> Database.query(connection, database.sql(PLANNED), JdbcDueList::scheduled, ids))
                .forEach(row -> planned.merge(new DueKey(row.check(), row.node()), row, JdbcDueList::both));
        return List.copyOf(planned.values());
    }

    /** One row for each server that is told. */
    private static Scheduled scheduled(Database.Row row) {
        return new Scheduled(
                new CheckId(row.uuid("check_id")),
                row.text("node"),
                row.text("fault"),
                row.isNull("server_id") ? List.of() : List.of(Targets.destination(row)));
    }

    private static Scheduled both(Scheduled one, Scheduled other) {
        List<Check.Destination> destinations = new ArrayList<>(one.destinations());
        destinations.addAll(other.destinations());
        return new Scheduled(one.check(), one.node(), one.fault(), destinations);
    }

    @Override
    public Set<CheckId> unsettled(String node) {
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
        List<DueKey> keys = known.stream()
                .filter(key -> onEachNode.contains(key.check()) == key.node().isEmpty())
                .toList();
        if (!keys.isEmpty()) {
            due.remove(connection, DueKey.rows(keys));
        }
    }

    private void store(Connection connection, List<Targets.Settled> scheduledChecks) throws SQLException {
        due.lock(
                connection,
                DueKey.rows(scheduledChecks.stream()
                        .map(settled -> DueKey.of(settled.scheduled()))
                        .toList()));
        Instant now = now(connection);
        Columns.Rows rows = DueTable.SCHEDULED.rows();
        for (Targets.Settled settled : scheduledChecks) {
            ScheduledCheck scheduled = settled.scheduled();
            Check check = scheduled.check();
            Instant nextSlot = check.nextSlot(now, null);
            rows.add()
                    .set("check_id", check.id())
                    .set("node", scheduled.node())
                    .set("handler_key", check.handler())
                    .set("active", check.active())
                    .set("fingerprint", settled.isWaiting() ? "" : check.fingerprint())
                    .set("schedule", check.scheduleText())
                    .set("timeout_ms", check.timeout().toMillis())
                    .set(
                            "window_ms",
                            Spread.window(check.schedule(), Spread.DEFAULT_LIMIT)
                                    .toMillis())
                    .set("fault", check.fault())
                    .set("first_run_at", scheduled.firstRunAt())
                    .set("next_slot", nextSlot)
                    .set("next_due_at", nextSlot == null ? null : check.dueAt(nextSlot));
        }
        due.schedule(connection, rows);
    }

    @Override
    public boolean runNow(CheckId id) {
        return database.inTransaction(connection -> {
            int forced = due.runNow(connection, id);
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
            throw new RefusedException("there is no check " + id + " on the due list");
        }
        if (!active.contains(true)) {
            throw new RefusedException("check " + id + " is not active: activate it first");
        }
    }

    @Override
    public Instant now() {
        return database.inTransaction(this::now);
    }

    private Instant now(Connection connection) throws SQLException {
        return Database.query(connection, database.sql("SELECT @nsca_now() AS now"), row -> row.instant("now"))
                .get(0);
    }
}
