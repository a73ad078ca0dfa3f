/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.nscacheck.store.NscaDatabase.SchemaMode;

/** The schema with our tables: made and migrated, or only compared. Has a Flyway history of its own. */
final class Schema {

    /** The latest file below {@code sql/postgresql/migrations}. */
    static final int VERSION = 22;

    private static final String HISTORY_TABLE = "nsca_schema_history";

    /** The lock of whoever migrates. */
    private static final long LOCK = 5_667_000_003L;

    /** The oldest major release of PostgreSQL that knows all that our statements use. */
    static final int OLDEST_POSTGRESQL = 12;

    private final DataSource dataSource;
    private final String name;
    private final Database database;

    Schema(DataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.name = name;
        this.database = new Database(dataSource, name);
    }

    /** @throws SchemaException if the schema does not fit and could not be made to */
    void prepare(SchemaMode mode) {
        requirePostgresql();
        int found = version();
        if (found > VERSION) {
            throw new SchemaException(
                    "the schema '" + name + "' has version " + found + ", but this release knows" + " versions up to "
                            + VERSION + ": a newer release of nscacheck has migrated it; use that release");
        }
        if (mode == SchemaMode.MIGRATE) {
            migrate();
        } else if (found < VERSION) {
            throw new SchemaException(
                    found == 0
                            ? "the schema '" + name + "' has no tables of nscacheck: let an administrator apply"
                                    + " sql/postgresql/schema.sql, or set nscacheck.schema-mode=migrate"
                            : "the schema '" + name + "' has version " + found + ", this release needs " + VERSION
                                    + ": let an administrator apply sql/postgresql/migrations/V"
                                    + String.format(Locale.ROOT, "%03d", found + 1)
                                    + "__*.sql and what follows it, or set nscacheck.schema-mode=migrate");
        } else {
            new Rights(database, name).require();
        }
    }

    /** Asks the driver, which knows it: what an old server says to our statements is no help. */
    private void requirePostgresql() {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            String product = database.getDatabaseProductName();
            if (!"PostgreSQL".equals(product) || database.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                throw new SchemaException("the database is " + product + " " + database.getDatabaseProductVersion()
                        + "; nscacheck needs PostgreSQL " + OLDEST_POSTGRESQL + " or newer");
            }
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    /** Returns the version of the schema, 0 if there is none. */
    private int version() {
        return database.inTransaction(transaction -> {
            if (exists(transaction, "nsca_installation")) {
                return new InstallationRow(database).schemaVersion(transaction);
            }
            return exists(transaction, "nsca_server") ? 1 : 0;
        });
    }

    private boolean exists(Transaction transaction, String table) throws SQLException {
        return !transaction
                .query(
                        "SELECT 1 AS found FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        row -> row.number("found"),
                        name,
                        table)
                .isEmpty();
    }

    /** Nodes that start together come one after another, whatever time limit the database has for waiting. */
    private void migrate() {
        try {
            database.inTransaction(TransactionSettings.MIGRATION, transaction -> {
                transaction.query("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
                migrate(OneTransaction.on(transaction.connection()));
                return true;
            });
        } catch (FlywayException e) {
            SQLException cause = Refusals.sqlException(e);
            if (cause != null && Pooler.isToBlame(cause)) {
                throw new SchemaException(String.valueOf(Pooler.explain(cause)), e);
            }
            throw new SchemaException(
                    "the schema '" + name + "' could not be created or migrated: " + e.getMessage()
                            + "\nIf this user may not create schemas, let an administrator run"
                            + "\n    CREATE SCHEMA " + name + " AUTHORIZATION " + user() + ";"
                            + "\nor apply sql/postgresql/schema.sql and set nscacheck.schema-mode=validate",
                    e);
        }
    }

    private void migrate(DataSource transaction) {
        Flyway.configure(NscaDatabase.class.getClassLoader())
                .dataSource(transaction)
                .schemas(name)
                .defaultSchema(name)
                .table(HISTORY_TABLE)
                .locations("classpath:org/nscacheck/store/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /** Nothing that goes wrong here may hide why the schema could not be made. */
    private String user() {
        try {
            List<String> user = database.read("SELECT quote_ident(current_user) AS name", row -> row.text("name"));
            return user.get(0);
        } catch (StoreException e) {
            return "<the user of the data source>";
        }
    }
}
