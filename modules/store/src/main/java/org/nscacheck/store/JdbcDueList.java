/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.DueList;
import org.nscacheck.check.TargetAllotment;
import org.nscacheck.schedule.Spread;

/** Puts checks on the due list, and the names under which they report beside it. */
final class JdbcDueList implements DueList {

    /** Any number does, as long as nobody else uses it as an advisory lock in this database. */
    static final long LOCK = 0x6e73636163686bL;

    private static final String PLANNED = """
            SELECT d.check_id, d.node, d.fault, t.server_id, t.host, t.service
            FROM @nsca_due d LEFT JOIN @nsca_target t ON t.check_id = d.check_id AND t.node = d.node
            WHERE d.check_id = ANY (?::uuid[]) ORDER BY d.check_id, d.node""";

    private static final String UNSETTLED = "SELECT check_id FROM @nsca_due WHERE fingerprint = '' AND node = ANY (?)";

    private final Database database;
    private final AuditTable audit;
    private final DueTable due;
    private final InstallationRow installation;
    private final Targets targets;

    JdbcDueList(Database database) {
        this.database = database;
        this.audit = new AuditTable(database);
        this.due = new DueTable(database);
        this.installation = new InstallationRow(database);
        this.targets = new Targets(database, due);
    }

    private static void lock(Transaction transaction) throws SQLException {
        transaction.query("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
    }

    @Override
    public boolean schedule(Collection<ScheduledCheck> scheduledChecks, long configuration) {
        Map<Key, Row> known = new HashMap<>();
        Optional<List<TargetAllotment.Settled>> settled = database.inTransaction(transaction -> {
            lock(transaction);
            return installation.configuration(transaction) == configuration
                    ? Optional.of(schedule(transaction, scheduledChecks, known))
                    : Optional.empty();
        });
        settled.ifPresent(all -> all.forEach(each -> each.logChange(fault(known.get(Key.of(each.scheduled()))))));
        return settled.isPresent();
    }

    private List<TargetAllotment.Settled> schedule(
            Transaction transaction, Collection<ScheduledCheck> scheduledChecks, Map<Key, Row> known)
            throws SQLException {
        known.putAll(rows(transaction, scheduledChecks));
        removeOtherScope(transaction, scheduledChecks, known.keySet());
        List<ScheduledCheck> changed = scheduledChecks.stream()
                .filter(scheduled -> !scheduled.check().fingerprint().equals(fingerprint(known.get(Key.of(scheduled)))))
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        List<TargetAllotment.Settled> possible = targets.settle(transaction, changed, scheduledChecks);
        store(transaction, possible);
        targets.replace(transaction, possible);
        return possible;
    }

    @Override
    public long configuration() {
        return database.inTransaction(installation::configuration);
    }

    /** What is on the list already. */
    private record Row(Key key, String fingerprint, String fault) {}

    private static @Nullable String fingerprint(@Nullable Row row) {
        return row == null ? null : row.fingerprint;
    }

    private static String fault(@Nullable Row row) {
        return row == null ? "" : row.fault;
    }

    private Map<Key, Row> rows(Transaction transaction, Collection<ScheduledCheck> scheduledChecks)
            throws SQLException {
        Map<Key, Row> known = new HashMap<>();
        transaction
                .query(
                        database.sql("SELECT check_id, node, fingerprint, fault FROM @nsca_due"
                                + " WHERE check_id = ANY (?::uuid[])"),
                        row -> new Row(
                                new Key(new CheckId(row.uuid("check_id")), row.text("node")),
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
        Map<Key, Scheduled> planned = new LinkedHashMap<>();
        database.read(PLANNED, JdbcDueList::scheduled, ids)
                .forEach(row -> planned.merge(new Key(row.check(), row.node()), row, JdbcDueList::both));
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
        return new HashSet<>(database.read(UNSETTLED, row -> new CheckId(row.uuid("check_id")), List.of("", node)));
    }

    /** Rows of before the code said that a check runs on each node, or that it does not any more. */
    private void removeOtherScope(Transaction transaction, Collection<ScheduledCheck> scheduledChecks, Set<Key> known)
            throws SQLException {
        Set<CheckId> onEachNode = new HashSet<>();
        scheduledChecks.stream()
                .filter(scheduled -> !scheduled.node().isEmpty())
                .forEach(scheduled -> onEachNode.add(scheduled.check().id()));
        List<Key> keys = known.stream()
                .filter(key -> onEachNode.contains(key.check()) == key.node().isEmpty())
                .toList();
        if (!keys.isEmpty()) {
            due.remove(transaction, DueKeys.rows(keys));
        }
    }

    private void store(Transaction transaction, List<TargetAllotment.Settled> scheduledChecks) throws SQLException {
        due.lock(
                transaction,
                DueKeys.rows(scheduledChecks.stream()
                        .map(settled -> Key.of(settled.scheduled()))
                        .toList()));
        Instant now = now(transaction);
        Columns.Rows rows = DueTable.SCHEDULED.rows();
        for (TargetAllotment.Settled settled : scheduledChecks) {
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
                    .set("host", check.host())
                    .set("tags", String.join("\n", new TreeSet<>(check.tags())))
                    .set("first_run_at", scheduled.firstRunAt())
                    .set("next_slot", nextSlot)
                    .set("next_due_at", nextSlot == null ? null : check.dueAt(nextSlot));
        }
        due.schedule(transaction, rows);
    }

    @Override
    public boolean runNow(CheckId id, AuditNote note) {
        return database.inTransaction(transaction -> {
            int forced = due.runNow(transaction, id);
            if (forced == 0) {
                requireActive(transaction, id);
            } else {
                audit.insert(transaction, note);
            }
            return forced > 0;
        });
    }

    private void requireActive(Transaction transaction, CheckId id) throws SQLException {
        List<Boolean> active = transaction.query(
                database.sql("SELECT active FROM @nsca_due WHERE check_id = ?"), row -> row.flag("active"), id.value());
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

    private Instant now(Transaction transaction) throws SQLException {
        return transaction
                .query(database.sql("SELECT @nsca_now() AS now"), row -> row.instant("now"))
                .get(0);
    }
}
