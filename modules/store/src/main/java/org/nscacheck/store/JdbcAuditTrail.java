/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.audit.AuditTrail;
import org.nscacheck.audit.FieldChange;

/** Who did what, in {@code nsca_audit}. */
final class JdbcAuditTrail implements AuditTrail {

    private final Database database;
    private final AuditTable table;

    JdbcAuditTrail(Database database, AuditTable table) {
        this.database = database;
        this.table = table;
    }

    @Override
    public void write(AuditNote note) {
        database.inTransaction(transaction -> {
            table.insert(transaction, note);
            return true;
        });
    }

    @Override
    public List<AuditEntry> find(AuditFilter filter, long before, int max) {
        return table.find(filter, before, max, JdbcAuditTrail::entry);
    }

    @Override
    public Optional<AuditEntry> find(long id) {
        return table.find(id, JdbcAuditTrail::entry).stream().findFirst();
    }

    @Override
    public int purge(Duration olderThan, int max) {
        return database.inTransaction(transaction -> table.purge(transaction, olderThan, max));
    }

    private static AuditEntry entry(Database.Row row) {
        AuditSubject subject =
                new AuditSubject(AuditKind.valueOf(row.text("kind")), row.text("subject_id"), row.text("name"));
        return new AuditEntry(
                row.number("id"),
                row.instant("at"),
                new AuditNote(
                        row.text("actor"),
                        AuditAction.valueOf(row.text("action")),
                        subject,
                        changes(row.text("changes"))));
    }

    private static List<FieldChange> changes(String json) {
        List<FieldChange> changes = new ArrayList<>();
        if (Json.read(json) instanceof List<?> list) {
            for (Object change : list) {
                if (change instanceof Map<?, ?> parts) {
                    changes.add(new FieldChange(
                            String.valueOf(parts.get("field")), text(parts, "before"), text(parts, "after")));
                }
            }
        }
        return changes;
    }

    private static @Nullable String text(Map<?, ?> parts, String name) {
        Object text = parts.get(name);
        return text == null ? null : text.toString();
    }
}
