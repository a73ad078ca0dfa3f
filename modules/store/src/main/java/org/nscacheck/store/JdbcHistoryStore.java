/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import org.nscacheck.engine.HistoryStore;

/** Deletes in small steps, so that neither a lock nor a transaction lasts long. */
final class JdbcHistoryStore implements HistoryStore {

    private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('@nsca_history')) AS mine";

    private static final String RUNS = """
            DELETE FROM @nsca_run r USING (
                SELECT o.check_id, o.node, o.claim_no, o.ended_at
                FROM @nsca_run o
                LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.claim_no <= o.claim_no + 1
                WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                    AND d.check_id IS NULL
                ORDER BY o.ended_at
                LIMIT ?) AS old
            WHERE r.check_id = old.check_id AND r.node = old.node AND r.claim_no = old.claim_no
                AND r.ended_at = old.ended_at""";

    private static final String DELIVERIES = """
            DELETE FROM @nsca_delivery WHERE id IN (
                SELECT o.id
                FROM @nsca_delivery o
                LEFT JOIN @nsca_due d ON d.check_id = o.check_id AND d.node = o.node AND d.claim_no <= o.claim_no + 1
                WHERE o.ended_at < @nsca_now() - ? * interval '1 millisecond'
                    AND d.check_id IS NULL
                ORDER BY o.ended_at
                LIMIT ?)""";

    private final Database database;
    private final String runs;
    private final String deliveries;
    private final String tryLock;

    JdbcHistoryStore(Database database) {
        this.database = database;
        this.runs = database.sql(RUNS);
        this.deliveries = database.sql(DELIVERIES);
        this.tryLock = database.sql(TRY_LOCK);
    }

    @Override
    public int purge(Duration olderThan, int max) {
        return database.inTransaction(connection -> {
            boolean mine =
                    Database.query(connection, tryLock, row -> row.flag("mine")).get(0);
            return mine
                    ? Database.update(connection, runs, olderThan.toMillis(), max)
                            + Database.update(connection, deliveries, olderThan.toMillis(), max)
                    : 0;
        });
    }
}
