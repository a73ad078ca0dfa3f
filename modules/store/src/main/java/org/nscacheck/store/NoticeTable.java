/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.SubjectKey;

/** Each statement that writes {@code nsca_notice}. Thread-safe; works in the transaction of the caller. */
final class NoticeTable {

    /** A row of the history. */
    static final Columns NOTED = Columns.of(
            "check_id uuid",
            "node text",
            "identity text",
            "notifier_id uuid",
            "severity text",
            "kind text",
            "reason text",
            "sentence text",
            "body text");

    /* A notifier that was deleted meanwhile is told nothing, and nothing is noted of it. Ids grow in the order of the rows. */
    private static final String INSERT = NOTED.in("""
            INSERT INTO @nsca_notice (at, check_id, node, identity, notifier_id, severity, kind, reason, sentence, body)
            SELECT @nsca_now(), i.check_id, i.node, i.identity, i.notifier_id, i.severity, i.kind, i.reason, i.sentence, i.body
            FROM @input i JOIN @nsca_server s ON s.id = i.notifier_id
            RETURNING id, check_id, node, notifier_id, body""");

    private static final String NEWEST = """
            SELECT * FROM @nsca_notice WHERE ?::uuid IS NULL OR (check_id = ?::uuid AND node = ?)
            ORDER BY id DESC LIMIT ?""";

    private static final String PURGE = """
            DELETE FROM @nsca_notice WHERE id IN (
                SELECT id FROM @nsca_notice WHERE at < @nsca_now() - ? * interval '1 millisecond' ORDER BY at LIMIT ?)""";

    private final Database database;

    NoticeTable(Database database) {
        this.database = database;
    }

    <T> List<T> insert(Transaction transaction, Columns.Rows noted, Function<Database.Row, T> reader)
            throws SQLException {
        return transaction.query(database.sql(INSERT), reader, noted.arrays());
    }

    /** Returns the newest rows, of one subject or of all. */
    <T> List<T> newest(Transaction transaction, @Nullable SubjectKey subject, int max, Function<Database.Row, T> reader)
            throws SQLException {
        String check = subject == null ? null : subject.check().toString();
        String node = subject == null ? "" : subject.node();
        return transaction.query(database.sql(NEWEST), reader, check, check, node, max);
    }

    /** Removes what was noted longer ago; returns how many rows that were. */
    int purge(Transaction transaction, Duration olderThan, int max) throws SQLException {
        return transaction.update(database.sql(PURGE), olderThan.toMillis(), max);
    }
}
