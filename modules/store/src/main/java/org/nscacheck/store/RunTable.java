/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Each statement that writes {@code nsca_run}. Thread-safe; works in the transaction of the caller. */
final class RunTable {

    /** A run with what its check's row of the due list becomes. */
    static final Columns RUNS = Columns.of(
            "check_id uuid",
            "node text",
            "claim_no bigint",
            "next_slot timestamptz",
            "next_due_at timestamptz",
            "started_at timestamptz",
            "ended_at timestamptz",
            "state_status smallint",
            "state_since timestamptz",
            "state_attempt integer",
            "rule_memory text",
            "facts text",
            "slot timestamptz",
            "forced boolean",
            "outcome text",
            "status smallint",
            "message text",
            "long_output text",
            "perf_data text");

    private static final String RECORD = RUNS.in("""
            WITH input AS (
                SELECT * FROM @input i),
            fenced AS (
                @record)
            INSERT INTO @nsca_run (check_id, node, claim_no, slot, forced, ran_on, started_at, ended_at, outcome, status,
                message, long_output, perf_data)
            SELECT check_id, node, claim_no, slot, forced, claimed_by, started_at, ended_at, outcome, status,
                message, long_output, perf_data::jsonb
            FROM fenced
            RETURNING check_id, node, claim_no""".replace("@record", DueTable.RECORD));

    /** What of a partition stays when it is dropped; {@link #PURGE} spares the same. */
    static final String LATEST = "SELECT p.* FROM @p p JOIN @nsca_due d ON d.check_id = p.check_id"
            + " AND d.node = p.node AND d.last_ended_at = p.ended_at";

    /* The end of its latest run stands with each check; a claim's number says little, because a claim may come to nothing. */
    private static final String PURGE = """
            DELETE FROM @nsca_run r USING (
                SELECT o.check_id, o.node, o.claim_no, o.ended_at
                FROM @nsca_run o
                LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.last_ended_at = o.ended_at
                WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                    AND d.check_id IS NULL
                LIMIT ?) AS old
            WHERE r.check_id = old.check_id AND r.node = old.node AND r.claim_no = old.claim_no
                AND r.ended_at = old.ended_at""";

    private final Database database;

    RunTable(Database database) {
        this.database = database;
    }

    /**
     * Stores runs whose claims are still held, and ends these.
     *
     * @param runs rows of {@link #RUNS}
     * @return the key and the number of each claim that was
     */
    <T> List<T> record(Transaction transaction, Columns.Rows runs, Function<Database.Row, T> reader)
            throws SQLException {
        return transaction.query(database.sql(RECORD), reader, runs.arrays());
    }

    /** Removes old ones, but the latest of each check. */
    int purge(Transaction transaction, Duration olderThan, int max) throws SQLException {
        return transaction.update(database.sql(PURGE), olderThan.toMillis(), max);
    }
}
