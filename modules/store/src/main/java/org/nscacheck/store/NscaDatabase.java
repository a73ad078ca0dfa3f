/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.nscacheck.check.CheckStore;
import org.nscacheck.delivery.DeliveryStore;
import org.nscacheck.engine.RunStore;
import org.nscacheck.server.ServerStore;

/**
 * The ports on a PostgreSQL database, in a schema of their own. Thread-safe. Uses at most one connection of the data
 * source per call.
 *
 * <p>Migrations, Hibernate and statements are all kept inside; nothing of them is visible to the host application, whose
 * own Flyway and persistence units go on as if this were not there.
 */
public final class NscaDatabase implements AutoCloseable {

    /** Schema used unless another is configured. */
    public static final String DEFAULT_SCHEMA = "nscacheck";

    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String HISTORY_TABLE = "nsca_schema_history";

    private final Persistence persistence;
    private final ServerStore servers;
    private final CheckStore checks;
    private final RunStore runs;
    private final DeliveryStore deliveries;

    /** What is done about the schema at start. */
    public enum SchemaMode {
        /** It is created and migrated. */
        MIGRATE,
        /** It is only compared; a database administrator applies the files of {@code sql/}. */
        VALIDATE
    }

    /**
     * How to open the database.
     *
     * @param schema name of the schema: lower case letters, digits and underscores
     * @param mode what is done about the schema
     * @param secrets for the passwords of servers
     */
    public record Settings(String schema, SchemaMode mode, SecretCipher secrets) {

        /** @throws IllegalArgumentException if the schema name is not plain */
        public Settings {
            if (!SCHEMA_NAME.matcher(schema).matches()) {
                throw new IllegalArgumentException(
                        "schema '" + schema + "' must consist of lower case letters, digits and underscores");
            }
        }
    }

    private NscaDatabase(DataSource dataSource, Settings settings) {
        Database database = new Database(dataSource, settings.schema());
        this.persistence = new Persistence(dataSource, settings.schema());
        this.servers = new JpaServerStore(persistence, settings.secrets());
        this.checks = new JpaCheckStore(persistence, new DueList(database));
        this.runs = new JdbcRunStore(database);
        this.deliveries = new JdbcDeliveryStore(database);
    }

    /**
     * Opens the database, after migrating or comparing its schema.
     *
     * @throws IllegalStateException if the schema cannot be made or does not fit; the message says what to do
     */
    public static NscaDatabase open(DataSource dataSource, Settings settings) {
        prepareSchema(dataSource, settings);
        return new NscaDatabase(dataSource, settings);
    }

    private static void prepareSchema(DataSource dataSource, Settings settings) {
        FluentConfiguration configuration = Flyway.configure(NscaDatabase.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(settings.schema())
                .defaultSchema(settings.schema())
                .table(HISTORY_TABLE)
                .locations("classpath:org/nscacheck/store/migration")
                .failOnMissingLocations(true);
        if (settings.mode() == SchemaMode.VALIDATE) {
            SchemaCheck.requireTables(dataSource, settings.schema());
            return;
        }
        try {
            configuration.load().migrate();
        } catch (FlywayException e) {
            throw new IllegalStateException(
                    "the schema '" + settings.schema() + "' could not be created or migrated: " + e.getMessage()
                            + "\nIf this user may not create schemas, let an administrator run"
                            + "\n    CREATE SCHEMA " + settings.schema() + " AUTHORIZATION CURRENT_USER;"
                            + "\nfor it, or apply sql/postgresql/schema.sql and set nscacheck.schema-mode=validate",
                    e);
        }
    }

    public ServerStore servers() {
        return servers;
    }

    public CheckStore checks() {
        return checks;
    }

    public RunStore runs() {
        return runs;
    }

    public DeliveryStore deliveries() {
        return deliveries;
    }

    @Override
    public void close() {
        persistence.close();
    }
}
