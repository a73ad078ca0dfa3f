/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.delivery.Environment;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.server.Names;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment guard in PostgreSQL. Where nobody names the environment, the database is its own: the identifier of the
 * server with that of the database tells an original from what {@code pg_restore} or {@code CREATE DATABASE ... TEMPLATE}
 * made of it. A copy of the server's files keeps both; only a name can tell that one apart.
 */
final class JdbcEnvironmentStore implements EnvironmentStore {

    private static final Logger log = LoggerFactory.getLogger(JdbcEnvironmentStore.class);

    private static final String MAY_ASK_CLUSTER =
            "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may";

    private static final String OF_CLUSTER_AND_DATABASE = """
            SELECT 'database ' || (SELECT system_identifier FROM pg_control_system()) || '/' || oid AS id
            FROM pg_database WHERE datname = current_database()""";

    /* Where an administrator keeps the identifier of the cluster to himself. */
    private static final String OF_DATABASE = """
            SELECT 'database ' || datname || '/' || oid AS id FROM pg_database WHERE datname = current_database()""";

    private final Database database;
    private final AuditTable audit;
    private final InstallationRow installation;
    private final DeliveryTable deliveries;
    private final @Nullable String name;
    private volatile @Nullable String own;

    /** @param name name of the environment, or null for the database itself */
    JdbcEnvironmentStore(Database database, @Nullable String name) {
        this.database = database;
        this.audit = new AuditTable(database);
        this.installation = new InstallationRow(database);
        this.deliveries = new DeliveryTable(database);
        this.name = name;
    }

    /** Finds out what the environment of this process is; a database that has none yet remembers it. */
    void identify() {
        own = database.inTransaction(transaction -> {
            String ofDatabase = ofDatabase(transaction);
            String id = name == null ? ofDatabase : name;
            // A database that stayed where it was takes the name that it is given.
            installation.rememberEnvironment(transaction, id, ofDatabase);
            return id;
        });
        Environment environment = environment();
        if (!environment.isConfirmed()) {
            log.warn(
                    "NSCA-340 environment not confirmed, nothing is delivered until an administrator confirms own=\"{}\""
                            + " remembered=\"{}\"",
                    environment.own(),
                    environment.remembered());
        }
    }

    private static String ofDatabase(Transaction transaction) throws SQLException {
        boolean mayAsk =
                transaction.query(MAY_ASK_CLUSTER, row -> row.flag("may")).get(0);
        return transaction
                .query(mayAsk ? OF_CLUSTER_AND_DATABASE : OF_DATABASE, row -> row.text("id"))
                .get(0);
    }

    /**
     * Returns the id of this process's environment.
     *
     * @throws IllegalStateException before it has been identified
     */
    String own() {
        String known = own;
        if (known == null) {
            throw new IllegalStateException("the database has not been opened yet");
        }
        return known;
    }

    @Override
    public Environment environment() {
        return database.inTransaction(transaction -> new Environment(own(), installation.environment(transaction)));
    }

    @Override
    public int confirm(AuditNote note) {
        String id = own();
        return database.inTransaction(transaction -> {
            String former = installation.lockEnvironment(transaction);
            if (former.equals(id)) {
                return 0;
            }
            audit.insert(transaction, note);
            installation.changeEnvironment(transaction, id);
            int discarded = deliveries.discardForeign(transaction, former);
            log.warn(
                    "NSCA-341 environment confirmed own=\"{}\" former=\"{}\" discarded={}",
                    Names.printable(id),
                    Names.printable(former),
                    discarded);
            return discarded;
        });
    }
}
