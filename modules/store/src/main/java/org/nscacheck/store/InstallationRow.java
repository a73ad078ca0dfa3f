/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;

/**
 * The one row of {@code nsca_installation}: what is known and counted once for all nodes. How far values are summed up stands
 * there, too; {@link ValueSums} moves it in the statement that sums. Thread-safe; works in the transaction of the caller.
 */
final class InstallationRow {

    /** Whether this process is of the environment that may deliver; the parameter is its id. */
    static final String IS_ENVIRONMENT = "EXISTS (SELECT FROM @nsca_installation WHERE environment = ?)";

    /** The number that grows with each change of a server or a check. */
    static final String CONFIGURATION = "(SELECT configuration FROM @nsca_installation)";

    /** Counts a change of the configuration. */
    static final String COUNT_CHANGE = "UPDATE @nsca_installation SET configuration = configuration + 1";

    /* Whoever could not have the names of one that is gone may try again. */
    private static final String COUNT_DEPARTURE =
            COUNT_CHANGE + " WHERE EXISTS (SELECT FROM @nsca_due WHERE fingerprint = '' AND fault <> '' AND active)";

    private static final String REMEMBER_FIRST = """
            UPDATE @nsca_installation SET environment = ? WHERE environment IS NULL OR environment = ?""";

    private static final String ENVIRONMENT = "SELECT environment FROM @nsca_installation";

    private final Database database;

    InstallationRow(Database database) {
        this.database = database;
    }

    int schemaVersion(Transaction transaction) throws SQLException {
        return transaction
                .query(database.sql("SELECT schema_version FROM @nsca_installation"), row ->
                        (int) row.number("schema_version"))
                .get(0);
    }

    long configuration(Transaction transaction) throws SQLException {
        return transaction
                .query(
                        database.sql("SELECT " + CONFIGURATION + " AS configuration"),
                        row -> row.number("configuration"))
                .get(0);
    }

    /** Counts that a node is gone as a change, if a check waits for a name. */
    void countDeparture(Transaction transaction) throws SQLException {
        transaction.update(database.sql(COUNT_DEPARTURE));
    }

    String environment(Transaction transaction) throws SQLException {
        return environment(transaction, ENVIRONMENT);
    }

    /** The same, and nobody else changes it until the end of the transaction. */
    String lockEnvironment(Transaction transaction) throws SQLException {
        return environment(transaction, ENVIRONMENT + " FOR UPDATE");
    }

    private String environment(Transaction transaction, String select) throws SQLException {
        return transaction
                .query(database.sql(select), row -> row.text("environment"))
                .get(0);
    }

    /** Stores the environment if there is none yet, or the former name of the same one. */
    void rememberEnvironment(Transaction transaction, String id, String former) throws SQLException {
        transaction.update(database.sql(REMEMBER_FIRST), id, former);
    }

    void changeEnvironment(Transaction transaction, String id) throws SQLException {
        transaction.update(database.sql("UPDATE @nsca_installation SET environment = ?"), id);
    }
}
