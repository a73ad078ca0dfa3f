/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

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

    private static final String VALUES = """
            DELETE FROM @nsca_value v USING (
                SELECT series_id, at FROM @nsca_value
                WHERE at < @nsca_now() - ? * interval '1 millisecond' LIMIT ?) AS old
            WHERE v.series_id = old.series_id AND v.at = old.at""";

    private final Database database;
    private final RunTable runs;
    private final DeliveryTable deliveries;
    private final NoticeTable notices;
    private final SubjectTable subjects;
    private final boolean mayChangeSchema;
    private final Partitions runPartitions;
    private final Partitions valuePartitions;
    private final Partitions hourPartitions;
    private final Partitions dayPartitions;
    private final ValueSums sums;

    /** @param mayChangeSchema whether partitions are made and dropped */
    JdbcHistoryStore(Database database, boolean mayChangeSchema) {
        this.database = database;
        this.runs = new RunTable(database);
        this.deliveries = new DeliveryTable(database);
        this.notices = new NoticeTable(database);
        this.subjects = new SubjectTable(database);
        this.mayChangeSchema = mayChangeSchema;
        this.runPartitions = new Partitions(database, "nsca_run", "ended_at", Partitions.Unit.DAY, RunTable.LATEST);
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
        Instant now = database.read("SELECT @nsca_now() AS now", row -> row.instant("now"))
                .get(0);
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
        return database.inTransaction(transaction -> isMyTurn(transaction) && sums.sumUp(transaction));
    }

    @Override
    public int purge(Duration olderThan, int max) {
        Duration ended = olderThan.compareTo(DELIVERIES_KEPT) < 0 ? olderThan : DELIVERIES_KEPT;
        return database.inTransaction(transaction -> isMyTurn(transaction)
                ? runs.purge(transaction, olderThan, max)
                        + transaction.update(database.sql(VALUES), olderThan.toMillis(), max)
                        + deliveries.purge(transaction, ended, max)
                        + notices.purge(transaction, olderThan, max)
                        + subjects.purge(transaction, olderThan, max)
                : 0);
    }

    private boolean isMyTurn(Transaction transaction) throws SQLException {
        return transaction
                .query(database.sql(TRY_LOCK), row -> row.flag("mine"))
                .get(0);
    }

    @Override
    public List<Imbalance> audit() {
        return database.inTransaction(transaction -> deliveries.audit(
                transaction,
                row -> new Imbalance(
                        row.text("name"),
                        LocalDate.parse(row.text("day")),
                        row.number("created"),
                        row.number("present"),
                        row.number("removed"))));
    }
}
