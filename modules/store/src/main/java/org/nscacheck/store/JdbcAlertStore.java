/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.AlertMemory;
import org.nscacheck.alerting.AlertStore;
import org.nscacheck.alerting.Condition;
import org.nscacheck.alerting.Decided;
import org.nscacheck.alerting.Decider;
import org.nscacheck.alerting.Dependency;
import org.nscacheck.alerting.Look;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Parent;
import org.nscacheck.alerting.Subject;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;

/** What people are told, in PostgreSQL. */
final class JdbcAlertStore implements AlertStore {

    private static final CheckKey HEARTBEAT = new CheckKey(CheckKey.HEARTBEAT);

    private final Database database;
    private final DueTable due;
    private final SubjectTable subjects;
    private final NoticeTable notices;
    private final AuditTable audit;
    private final AlertDeliveries outbox;
    private final SubjectRows rows;

    JdbcAlertStore(Database database, TextEncoding encoding) {
        this.database = database;
        this.audit = new AuditTable(database);
        this.due = new DueTable(database);
        this.subjects = new SubjectTable(database);
        this.notices = new NoticeTable(database);
        this.outbox = new AlertDeliveries(database, notices, encoding);
        this.rows = new SubjectRows(encoding);
    }

    @Override
    public int decideDue(int max, Decider decider) {
        Set<CheckId> parents = decider.parents();
        return database.inTransaction(transaction -> {
            adoptNews(transaction, max);
            endAbandoned(transaction);
            noticeSilence(transaction, parents);
            List<SubjectRows.Found> found = subjects.takeDue(transaction, max, SubjectRows::found);
            if (found.isEmpty()) {
                return 0;
            }
            List<Open> open = found.stream().map(SubjectRows.Found::open).toList();
            List<Decided> decided = decider.decide(new Look(found.get(0).now(), open, parents(transaction, parents)));
            store(transaction, decided);
            return decided.size();
        });
    }

    private Map<SubjectKey, Parent> parents(Transaction transaction, Set<CheckId> checks) throws SQLException {
        if (checks.isEmpty()) {
            return Map.of();
        }
        return subjects.ofChecks(transaction, checks, SubjectRows::parent).stream()
                .collect(Collectors.toMap(parent -> parent.subject().id(), Function.identity()));
    }

    /** Takes over what runs have found out since the last look. */
    private void adoptNews(Transaction transaction, int max) throws SQLException {
        List<SubjectRows.Observed> observed = due.takeNews(transaction, max, SubjectRows::observedRun);
        if (!observed.isEmpty()) {
            observe(transaction, observed);
        }
    }

    private void observe(Transaction transaction, List<SubjectRows.Observed> observed) throws SQLException {
        Columns.Rows keys = DueTable.KEYS.rows();
        observed.forEach(each -> keys.add()
                .set("check_id", each.subject().check())
                .set("node", each.subject().node()));
        Map<SubjectKey, SubjectRows.Found> before = new HashMap<>();
        subjects.lock(transaction, keys, SubjectRows::known)
                .forEach(known -> before.put(known.open().subject().id(), known));
        subjects.observe(transaction, rows.observed(observed, before));
    }

    /** Lets the state of what has no more results be good, once. */
    private void endAbandoned(Transaction transaction) throws SQLException {
        List<SubjectRows.Observed> ended = subjects.abandoned(transaction, SubjectRows::ended);
        if (!ended.isEmpty()) {
            observe(transaction, ended);
        }
    }

    /** A heartbeat that nobody runs any more cannot say so itself. */
    private void noticeSilence(Transaction transaction, Set<CheckId> parents) throws SQLException {
        List<SubjectRows.Observed> silent = parents.isEmpty()
                ? List.of()
                : due.takeSilent(transaction, parents, HEARTBEAT, Dependency.OVERDUE, SubjectRows::silent);
        if (!silent.isEmpty()) {
            observe(transaction, silent);
        }
    }

    private void store(Transaction transaction, List<Decided> decided) throws SQLException {
        subjects.decide(
                transaction,
                SubjectRows.decided(
                        decided.stream().filter(one -> !one.isOver()).toList()));
        Columns.Rows over = DueTable.KEYS.rows();
        decided.stream()
                .filter(Decided::isOver)
                .map(one -> one.open().subject())
                .forEach(subject -> over.add().set("check_id", subject.check()).set("node", subject.node()));
        if (!over.isEmpty()) {
            subjects.remove(transaction, over);
        }
        outbox.add(transaction, decided);
    }

    @Override
    public void observe(Subject subject, Condition condition) {
        database.inTransaction(transaction -> {
            observe(transaction, List.of(new SubjectRows.Observed(subject, condition)));
            return true;
        });
    }

    @Override
    public boolean acknowledge(SubjectKey subject, Acknowledgement acknowledgement, AuditNote note) {
        return remember(subject, acknowledgement, note, open -> open.condition().isBad());
    }

    @Override
    public boolean unacknowledge(SubjectKey subject, AuditNote note) {
        return remember(subject, null, note, open -> open.memory().acknowledgement() != null);
    }

    private boolean remember(
            SubjectKey subject,
            @Nullable Acknowledgement given,
            AuditNote note,
            java.util.function.Predicate<Open> possible) {
        return database.inTransaction(transaction -> {
            Columns.Rows key = DueTable.KEYS.rows();
            key.add().set("check_id", subject.check()).set("node", subject.node());
            SubjectRows.Found found = subjects.lock(transaction, key, SubjectRows::known).stream()
                    .findFirst()
                    .orElse(null);
            if (found == null || !possible.test(found.open())) {
                return false;
            }
            audit.insert(transaction, note);
            AlertMemory memory = found.open().memory().with(given);
            Columns.Rows decided = SubjectTable.DECIDED.rows();
            decided.add()
                    .set("check_id", subject.check())
                    .set("node", subject.node())
                    .set("memory", memory.encode())
                    .set("awaited", found.awaited())
                    .set("open", true)
                    .set("look_at", null);
            subjects.decide(transaction, decided);
            touch(transaction, subject);
            return true;
        });
    }

    @Override
    public void touch(SubjectKey subject) {
        database.inTransaction(transaction -> {
            touch(transaction, subject);
            return true;
        });
    }

    private void touch(Transaction transaction, SubjectKey subject) throws SQLException {
        subjects.touch(
                transaction,
                "WHERE check_id = ?::uuid AND node = ?",
                subject.check().toString(),
                subject.node());
    }

    @Override
    public void touchAll() {
        database.inTransaction(transaction -> {
            subjects.touch(transaction, "");
            return true;
        });
    }

    @Override
    public List<Open> open() {
        return database.inTransaction(transaction ->
                subjects.open(transaction, row -> SubjectRows.known(row).open()));
    }

    @Override
    public List<Noted> history(@Nullable SubjectKey subject, int max) {
        return database.inTransaction(transaction -> notices.newest(transaction, subject, max, AlertDeliveries::noted));
    }
}
