/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.FieldChange;

/** Each statement on {@code nsca_audit}. Thread-safe; works in the transaction of the caller. */
final class AuditTable {

    private static final Columns NOTE =
            Columns.of("actor text", "action text", "kind text", "subject_id text", "name text", "changes text");

    private static final String INSERT = NOTE.in("""
            INSERT INTO @nsca_audit (at, actor, action, kind, subject_id, name, changes)
            SELECT @nsca_now(), i.actor, i.action, i.kind, i.subject_id, i.name, i.changes::jsonb FROM @input i""");

    /* Text is looked for as it is: what has a meaning in a pattern is escaped by whoever calls. */
    private static final String FIND = """
            SELECT * FROM @nsca_audit
            WHERE id < ? AND (?::text = '' OR actor = ?) AND (?::text = '' OR kind = ?) AND (?::text = '' OR subject_id = ?)
            AND (?::text = '' OR name ILIKE ? OR EXISTS (
                SELECT FROM jsonb_array_elements(changes) c
                WHERE c->>'field' ILIKE ? OR c->>'before' ILIKE ? OR c->>'after' ILIKE ?))
            ORDER BY id DESC LIMIT ?""";

    private static final String BY_ID = "SELECT * FROM @nsca_audit WHERE id = ?";

    private static final String PURGE = """
            DELETE FROM @nsca_audit WHERE id IN (
                SELECT id FROM @nsca_audit WHERE at < @nsca_now() - ? * interval '1 millisecond' ORDER BY at LIMIT ?)""";

    private final Database database;

    AuditTable(Database database) {
        this.database = database;
    }

    /** Notes a change in the transaction that makes it; nothing if nothing changes. */
    void change(
            EntityManager entities,
            String by,
            AuditSubject subject,
            Map<String, String> before,
            Map<String, String> after) {
        AuditNote.ofChange(by, subject, before, after).ifPresent(note -> insert(entities, List.of(note)));
    }

    void insert(EntityManager entities, List<AuditNote> notes) {
        if (!notes.isEmpty()) {
            entities.unwrap(Session.class).doWork(connection -> Transaction.begunOn(connection)
                    .update(database.sql(INSERT), rows(notes).arrays()));
        }
    }

    void insert(Transaction transaction, AuditNote note) throws SQLException {
        transaction.update(database.sql(INSERT), rows(List.of(note)).arrays());
    }

    private static Columns.Rows rows(List<AuditNote> notes) {
        Columns.Rows rows = NOTE.rows();
        for (AuditNote note : notes) {
            rows.add()
                    .set("actor", note.actor())
                    .set("action", note.action().name())
                    .set("kind", note.subject().kind().name())
                    .set("subject_id", note.subject().id())
                    .set("name", note.subject().name())
                    .set("changes", json(note.changes()));
        }
        return rows;
    }

    private static String json(List<FieldChange> changes) {
        List<Object> list = new ArrayList<>();
        for (FieldChange change : changes) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("field", JsonColumns.storable(change.field()));
            object.put("before", storable(change.before()));
            object.put("after", storable(change.after()));
            list.add(object);
        }
        return Json.write(list);
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : JsonColumns.storable(text);
    }

    <T> List<T> find(AuditFilter filter, long before, int max, Function<Database.Row, T> reader) {
        String kind = filter.kind() == null ? "" : filter.kind().name();
        String pattern = "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return database.read(
                FIND,
                reader,
                before,
                filter.actor(),
                filter.actor(),
                kind,
                kind,
                filter.subject(),
                filter.subject(),
                filter.text(),
                pattern,
                pattern,
                pattern,
                pattern,
                max);
    }

    <T> List<T> find(long id, Function<Database.Row, T> reader) {
        return database.read(BY_ID, reader, id);
    }

    /** Removes what was noted longer ago; returns how many rows that were. */
    int purge(Transaction transaction, Duration olderThan, int max) throws SQLException {
        return transaction.update(database.sql(PURGE), olderThan.toMillis(), max);
    }
}
