/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What each transaction of ours sets for itself, whatever the server, the database, the role, the pool or a check that had the
 * connection before us has set. All of it ends with the transaction, so that the connections of the application stay as they
 * were, and that it works behind a pooler in transaction mode.
 *
 * <p>Each value is two statements, which travel with the begin of the transaction and its first statement.
 */
final class TransactionSettings {

    /*
     * Only as a statement of its own and before all others can these two be changed. Our statements lock rows and read them
     * again, which is what READ COMMITTED does and the stricter levels refuse.
     */
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; SELECT ";

    /*
     * Triggers and foreign keys work, nothing waits for a lock less long than a statement may take, and no statement of ours
     * is worth compiling. A number that only newer servers know is set where they know it; what only a superuser may set, if it
     * is not as it should be.
     */
    private static final String COMMON = "set_config('lock_timeout', '0', true), set_config('jit', 'off', true),"
            + " CASE WHEN current_setting('server_version_num')::integer >= 170000"
            + " THEN set_config('transaction_timeout', '0', true) END,"
            + " CASE WHEN current_setting('session_replication_role') <> 'origin'"
            + " THEN set_config('session_replication_role', 'origin', true) END";

    /**
     * A node that is frozen, or cut off, in the middle of a transaction keeps rows locked for as long as its connection seems
     * to live, which can be hours: shorter than a node takes to be found dead. A statement ends before its connection is given
     * up as silent. Our own names are qualified, and nobody else's table, function or operator comes before the system's.
     */
    static final String USUAL = BEGIN + COMMON + ", set_config('idle_in_transaction_session_timeout', '5s', true),"
            + " set_config('statement_timeout', '55s', true), set_config('search_path', 'pg_catalog, pg_temp', true)";

    /**
     * Plans live on while their tables grow, and are made of guesses where statistics are missing: a table that was empty a
     * minute ago is read whole for each batch, which takes ten times as long and holds locks meanwhile.
     */
    static final String BY_KEYS = USUAL + ", set_config('enable_seqscan', 'off', true),"
            + " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)";

    /** A migration takes as long as it takes, and waits for that of another node. Flyway sets the search path itself. */
    static final String MIGRATION = BEGIN + COMMON + ", set_config('idle_in_transaction_session_timeout', '60s', true),"
            + " set_config('statement_timeout', '0', true)";

    /** How many results each of them has, if it is executed together with something else. */
    static final int RESULTS = 2;

    private TransactionSettings() {}

    /** Applies one of the above; must come first in a transaction. */
    static void apply(Connection connection, String settings) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(settings)) {
            statement.execute();
        }
    }
}
