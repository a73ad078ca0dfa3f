/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.nscacheck.alerting.Subject;

/**
 * Each statement that writes {@code nsca_subject}. Rows are locked in the order of their keys, or skipped where somebody else has
 * them, so that nobody waits for anybody in a circle. Thread-safe; works in the transaction of the caller.
 */
final class SubjectTable {

    /** A subject with its state, and when to look at it. */
    static final Columns OBSERVED = Columns.of(
            "check_id uuid",
            "node text",
            "handler_key text",
            "name text",
            "tags text",
            "host text",
            "plugin text",
            "plugin_instance text",
            "type text",
            "type_instance text",
            "status smallint",
            "since timestamptz",
            "result_at timestamptz",
            "message text",
            "good_runs integer",
            "persistent boolean",
            "facts text",
            "news boolean");

    /** What is remembered of a subject after a look. */
    static final Columns DECIDED = Columns.of(
            "check_id uuid", "node text", "memory text", "awaited boolean", "open boolean", "look_at timestamptz");

    private static final String OBSERVE = OBSERVED.in("""
            INSERT INTO @nsca_subject AS s (check_id, node, handler_key, name, tags, host, plugin, plugin_instance, type,
                type_instance, status, since, result_at, message, good_runs, persistent, facts, memory, awaited, open, look_at)
            SELECT i.check_id, i.node, i.handler_key, i.name, i.tags, i.host, i.plugin, i.plugin_instance, i.type,
                i.type_instance, i.status, i.since, i.result_at, i.message, i.good_runs, i.persistent, i.facts, '', false,
                i.status <> 0, CASE WHEN i.news THEN @nsca_now() END
            FROM @input i ORDER BY i.check_id, i.node
            ON CONFLICT (check_id, node) DO UPDATE SET
                handler_key = excluded.handler_key, name = excluded.name, tags = excluded.tags, host = excluded.host,
                plugin = excluded.plugin, plugin_instance = excluded.plugin_instance, type = excluded.type,
                type_instance = excluded.type_instance, status = excluded.status, since = excluded.since,
                result_at = excluded.result_at, message = excluded.message, good_runs = excluded.good_runs,
                persistent = excluded.persistent, facts = excluded.facts, open = s.open OR excluded.status <> 0,
                look_at = coalesce(excluded.look_at, s.look_at)""");

    private static final String LOCK = DueTable.KEYS.in("""
            SELECT s.* FROM @nsca_subject s
            JOIN @input i ON s.check_id = i.check_id AND s.node = i.node
            ORDER BY s.check_id, s.node FOR UPDATE OF s""");

    private static final String TAKE_DUE = """
            SELECT *, @nsca_now() AS now FROM @nsca_subject
            WHERE look_at <= @nsca_now() ORDER BY look_at LIMIT ? FOR UPDATE SKIP LOCKED""";

    /* Good runs of a check that is known to be good are no news: only the due list knows the time of the newest. */
    private static final String OF_CHECKS = """
            SELECT s.*, CASE WHEN NOT d.news THEN d.last_ended_at END AS newest_at FROM @nsca_subject s
            LEFT JOIN @nsca_due d ON d.check_id = s.check_id AND d.node = s.node
            WHERE s.check_id = ANY (?::uuid[])""";

    private static final String OPEN = "SELECT * FROM @nsca_subject WHERE open ORDER BY since, check_id, node";

    private static final String DECIDE = DECIDED.in("""
            UPDATE @nsca_subject s SET memory = i.memory, awaited = i.awaited, open = i.open, look_at = i.look_at
            FROM @input i WHERE s.check_id = i.check_id AND s.node = i.node""");

    /* A check that is deleted or does not run has no more results; what people were told of it must not stay. */
    private static final String ABANDONED =
            """
            SELECT s.*, @nsca_now() AS now,
                CASE WHEN c.id IS NULL OR d.check_id IS NULL THEN 'DELETED'
                    WHEN NOT d.active THEN 'DEACTIVATED' ELSE 'PAUSED' END AS ended
            FROM @nsca_subject s
            LEFT JOIN @nsca_check c ON c.id = s.check_id
            LEFT JOIN @nsca_due d ON d.check_id = s.check_id AND d.node = s.node
            WHERE s.open AND s.status <> 0 AND s.handler_key NOT IN ('@outside', '@notifier')
                AND (c.id IS NULL OR d.check_id IS NULL OR NOT d.active OR c.paused_until > @nsca_now())
            ORDER BY s.check_id, s.node LIMIT 1000 FOR UPDATE OF s SKIP LOCKED""".replace("@outside", Subject.OUTSIDE.value()).replace("@notifier", Subject.NOTIFIER.value());

    private static final String REMOVE = DueTable.KEYS.in(
            "DELETE FROM @nsca_subject s USING @input i WHERE s.check_id = i.check_id AND s.node = i.node");

    private static final String PURGE = """
            DELETE FROM @nsca_subject WHERE (check_id, node) IN (
                SELECT s.check_id, s.node FROM @nsca_subject s
                WHERE NOT s.open AND s.result_at < @nsca_now() - ? * interval '1 millisecond'
                    AND NOT EXISTS (SELECT FROM @nsca_due d WHERE d.check_id = s.check_id AND d.node = s.node)
                LIMIT ?)""";

    private final Database database;

    SubjectTable(Database database) {
        this.database = database;
    }

    /** Stores states; the rows of what exists already are locked before, by {@link #lock}. */
    void observe(Transaction transaction, Columns.Rows observed) throws SQLException {
        transaction.update(database.sql(OBSERVE), observed.arrays());
    }

    /** Reads those of these subjects that there are, and keeps them from everybody else. */
    <T> List<T> lock(Transaction transaction, Columns.Rows keys, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(LOCK), reader, keys.arrays());
    }

    <T> List<T> takeDue(Transaction transaction, int max, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(TAKE_DUE), reader, max);
    }

    <T> List<T> ofChecks(Transaction transaction, Collection<?> checks, Function<Database.Row, T> reader)
            throws SQLException {
        return transaction.query(database.sql(OF_CHECKS), reader, checks);
    }

    <T> List<T> open(Transaction transaction, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(OPEN), reader);
    }

    <T> List<T> abandoned(Transaction transaction, Function<Database.Row, T> reader) throws SQLException {
        return transaction.query(database.sql(ABANDONED), reader);
    }

    void decide(Transaction transaction, Columns.Rows decided) throws SQLException {
        transaction.update(database.sql(DECIDE), decided.arrays());
    }

    /** Removes subjects that there will be no more results of, and that nobody is owed a word about. */
    void remove(Transaction transaction, Columns.Rows keys) throws SQLException {
        transaction.update(database.sql(REMOVE), keys.arrays());
    }

    /** Removes what is good, has had no result for longer, and has no check any more; returns how many that were. */
    int purge(Transaction transaction, Duration olderThan, int max) throws SQLException {
        return transaction.update(database.sql(PURGE), olderThan.toMillis(), max);
    }

    /** Makes one subject due at once, or all. */
    void touch(Transaction transaction, String where, Object... parameters) throws SQLException {
        transaction.update(database.sql("UPDATE @nsca_subject SET look_at = @nsca_now() " + where), parameters);
    }
}
