/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.nscacheck.history.HistoryStore;

/**
 * History in partitions, of which old ones are dropped; where the schema must not be changed, rows are deleted in small steps,
 * so that neither a lock nor a transaction lasts long.
 */
final class JdbcHistoryStore implements HistoryStore {

    /** Ended deliveries are looked at on the screens, and are many. */
    private static final Duration DELIVERIES_KEPT = Duration.ofDays(2);

    /** Sums are small: an hour's is kept for a good year, a day's for ten. */
    private static final Duration HOURS_KEPT = Duration.ofDays(400);

    private static final Duration DAYS_KEPT = Duration.ofDays(3660);

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('@nsca_history')) AS mine";

    private static final String LATEST_RUNS = "SELECT p.* FROM @p p JOIN @nsca_due d ON d.check_id = p.check_id"
            + " AND d.node = p.node AND d.last_ended_at = p.ended_at";

    /* The end of its latest run stands with each check; a claim's number says little, because a claim may come to nothing. */
    private static final String RUNS = """
            DELETE FROM @nsca_run r USING (
                SELECT o.check_id, o.node, o.claim_no, o.ended_at
                FROM @nsca_run o
                LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.last_ended_at = o.ended_at
                WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                    AND d.check_id IS NULL
                LIMIT ?) AS old
            WHERE r.check_id = old.check_id AND r.node = old.node AND r.claim_no = old.claim_no
                AND r.ended_at = old.ended_at""";

    private static final String VALUES = """
            DELETE FROM @nsca_value v USING (
                SELECT series_id, at FROM @nsca_value
                WHERE at < @nsca_now() - ? * interval '1 millisecond' LIMIT ?) AS old
            WHERE v.series_id = old.series_id AND v.at = old.at""";

    private static final String DELIVERIES = """
            WITH gone AS (
                DELETE FROM @nsca_delivery WHERE id IN (
                    SELECT o.id
                    FROM @nsca_delivery o
                    LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.last_ended_at = o.at
                    WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                        AND d.check_id IS NULL
                    ORDER BY o.ended_at
                    LIMIT ?)
                RETURNING server_id, created_at),
            counted AS (
                INSERT INTO @nsca_delivery_tally AS t (server_id, day, shard, created, removed)
                SELECT server_id, (created_at AT TIME ZONE 'UTC')::date, 0, 0, count(*) FROM gone GROUP BY 1, 2 ORDER BY 1, 2
                ON CONFLICT (server_id, day, shard) DO UPDATE SET removed = t.removed + excluded.removed)
            SELECT count(*) AS gone FROM gone""";

    /* One statement sees one moment, and both sides change in the same transactions. */
    private static final String AUDIT = """
            SELECT s.name, day::text AS day, coalesce(t.created, 0) AS created, coalesce(p.present, 0) AS present,
                coalesce(t.removed, 0) AS removed
            FROM (
                SELECT server_id, day, sum(created) AS created, sum(removed) AS removed
                FROM @nsca_delivery_tally GROUP BY 1, 2) t
            FULL JOIN (
                SELECT server_id, (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS present
                FROM @nsca_delivery GROUP BY 1, 2) p USING (server_id, day)
            JOIN @nsca_server s ON s.id = server_id
            WHERE coalesce(t.created, 0) <> coalesce(p.present, 0) + coalesce(t.removed, 0)
            ORDER BY s.name, day""";

    private final Database database;
    private final boolean mayChangeSchema;
    private final Partitions runPartitions;
    private final Partitions valuePartitions;
    private final Partitions hourPartitions;
    private final Partitions dayPartitions;
    private final ValueSums sums;

    /** @param mayChangeSchema whether partitions are made and dropped */
    JdbcHistoryStore(Database database, boolean mayChangeSchema) {
        this.database = database;
        this.mayChangeSchema = mayChangeSchema;
        this.runPartitions = new Partitions(database, "nsca_run", "ended_at", Partitions.Unit.DAY, LATEST_RUNS);
        this.valuePartitions = new Partitions(database, "nsca_value", "at", Partitions.Unit.DAY, null);
        this.hourPartitions = new Partitions(database, "nsca_value_hour", "at", Partitions.Unit.MONTH, null);
        this.dayPartitions = new Partitions(database, "nsca_value_day", "at", Partitions.Unit.YEAR, null);
        this.sums = new ValueSums(database);
    }

    @Override
    public void keepPartitions(Duration retention) {
        if (!mayChangeSchema) {
            return;
        }
        Instant now = database.inTransaction(connection -> Database.query(
                        connection, database.sql("SELECT @nsca_now() AS now"), row -> row.instant("now"))
                .get(0));
        for (Partitions partitions : List.of(runPartitions, valuePartitions, hourPartitions, dayPartitions)) {
            partitions.makeAhead(now);
        }
        if (!retention.isZero() && !retention.isNegative()) {
            runPartitions.drop(now.minus(retention));
            valuePartitions.drop(now.minus(retention));
            hourPartitions.drop(now.minus(HOURS_KEPT));
            dayPartitions.drop(now.minus(DAYS_KEPT));
        }
    }

    @Override
    public boolean sumUp() {
        return database.inTransaction(connection -> isMyTurn(connection) && sums.sumUp(connection));
    }

    @Override
    public int purge(Duration olderThan, int max) {
        Duration deliveries = olderThan.compareTo(DELIVERIES_KEPT) < 0 ? olderThan : DELIVERIES_KEPT;
        return database.inTransaction(connection -> isMyTurn(connection)
                ? Database.update(connection, database.sql(RUNS), olderThan.toMillis(), max)
                        + Database.update(connection, database.sql(VALUES), olderThan.toMillis(), max)
                        + removeDeliveries(connection, deliveries, max)
                : 0);
    }

    private int removeDeliveries(Connection connection, Duration olderThan, int max) throws SQLException {
        return Database.query(
                        connection,
                        database.sql(DELIVERIES),
                        row -> (int) row.number("gone"),
                        olderThan.toMillis(),
                        max)
                .get(0);
    }

    private boolean isMyTurn(Connection connection) throws SQLException {
        return Database.query(connection, database.sql(TRY_LOCK), row -> row.flag("mine"))
                .get(0);
    }

    @Override
    public List<Imbalance> audit() {
        return database.inTransaction(connection -> Database.query(
                connection,
                database.sql(AUDIT),
                row -> new Imbalance(
                        row.text("name"),
                        LocalDate.parse(row.text("day")),
                        row.number("created"),
                        row.number("present"),
                        row.number("removed"))));
    }
}
