/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.engine.StoreOpening;
import org.nscacheck.engine.Stores;
import org.nscacheck.push.PushStore;
import org.nscacheck.token.TokenStore;

/**
 * The ports on a PostgreSQL database, in a schema of their own. Thread-safe. Uses at most one connection of the data
 * source per call.
 *
 * <p>Migrations, Hibernate and statements are all kept inside; nothing of them is visible to the host application, whose
 * own Flyway and persistence units go on as if this were not there.
 */
public final class NscaDatabase implements AutoCloseable {

    /** How long to wait for one of our connections. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Longer than any statement of ours takes. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Schema used unless another is configured. */
    public static final String DEFAULT_SCHEMA = "nscacheck";

    private static final Pattern SCHEMA_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final Persistence persistence;
    private final Stores stores;
    private final PushStore pushes;
    private final TokenStore tokens;

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
     * @param environment name of the environment that this process belongs to, such as {@code production}, or null for the
     *     database itself; see {@link EnvironmentStore}
     * @param maxConnections the most connections in use at a time, 1 or more
     */
    public record Settings(
            String schema,
            SchemaMode mode,
            SecretCipher secrets,
            @Nullable String environment,
            int maxConnections) {

        /** Connections in use at a time unless another number is configured. */
        public static final int DEFAULT_MAX_CONNECTIONS = 3;

        /** Returns the usual settings: the schema {@value NscaDatabase#DEFAULT_SCHEMA}, which is created and migrated. */
        public static Settings of(SecretCipher secrets) {
            return new Settings(DEFAULT_SCHEMA, SchemaMode.MIGRATE, secrets);
        }

        /** Settings for the database itself as the environment and the usual number of connections. */
        public Settings(String schema, SchemaMode mode, SecretCipher secrets) {
            this(schema, mode, secrets, null, DEFAULT_MAX_CONNECTIONS);
        }

        /** @throws IllegalArgumentException if the schema name is not plain, or there would be no connection */
        public Settings {
            if (!SCHEMA_NAME.matcher(schema).matches()) {
                throw new IllegalArgumentException(
                        "schema '" + schema + "' must consist of lower case letters, digits and underscores");
            }
            environment = environment == null || environment.isBlank() ? null : environment.strip();
            if (maxConnections < 1) {
                throw new IllegalArgumentException(
                        "max-connections is " + maxConnections + ", at least 1 connection is needed");
            }
        }
    }

    private NscaDatabase(DataSource host, Settings settings) {
        DataSource limited = new LimitedDataSource(host, settings.maxConnections(), PATIENCE, SILENCE);
        Database database = new Database(limited, settings.schema());
        JdbcEnvironmentStore guard = new JdbcEnvironmentStore(database, settings.environment());
        this.persistence = new Persistence(limited, settings.schema());
        AuditTable audit = new AuditTable(database);
        JpaServerStore servers = new JpaServerStore(persistence, settings.secrets(), audit);
        TextEncoding encoding = TextEncoding.unknown();
        StoreOpening opening = new Opening(limited, persistence, () -> {
            // Not limited: a migration may take longer than we wait for an answer.
            new Schema(host, settings.schema()).prepare(settings.mode());
            servers.encryptAnew();
            guard.identify();
            encoding.ask(database);
        });
        this.pushes = new JdbcPushStore(database, encoding);
        this.tokens = new JdbcTokenStore(database);
        this.stores = new Stores(
                servers,
                new JpaCheckStore(persistence, audit),
                new Stores.People(
                        new JpaPolicyStore(persistence, audit),
                        new JdbcAlertStore(database, encoding),
                        new JdbcAuditTrail(database, audit),
                        new JdbcDeliveryDesk(database, audit, encoding)),
                new JdbcDueList(database),
                new JdbcRunStore(database, encoding),
                new JdbcDeliveryStore(database, encoding, guard::own),
                new JdbcSummaryReader(database),
                guard,
                new JdbcHistoryStore(database, settings.mode() == SchemaMode.MIGRATE),
                new JdbcNodeStore(database),
                opening);
    }

    /**
     * Opens the database, after migrating or comparing its schema.
     *
     * @throws SchemaException if the schema cannot be made or does not fit; the message says what to do
     */
    public static NscaDatabase open(DataSource dataSource, Settings settings) {
        NscaDatabase database = later(dataSource, settings);
        try {
            database.stores.opening().prepare();
            return database;
        } catch (RuntimeException | Error e) {
            database.closeBecauseOf(e);
            throw e;
        }
    }

    /**
     * Returns the database without asking it for anything, for an application that starts while its database is away.
     * Nothing of it can be used before {@link #opening()} has been done.
     */
    public static NscaDatabase later(DataSource dataSource, Settings settings) {
        return new NscaDatabase(dataSource, settings);
    }

    /** Nothing that goes wrong here may hide why the database could not be opened. */
    private void closeBecauseOf(Throwable cause) {
        try {
            close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Begins what opening takes without the database, on a thread of its own; for an application that waits for the opening. */
    public void begin() {
        persistence.begin();
    }

    /** Returns how the database becomes usable; done already where {@link #open} was called. */
    public StoreOpening opening() {
        return stores.opening();
    }

    /** Returns what agents have pushed. */
    public PushStore pushes() {
        return pushes;
    }

    /** Returns the tokens with which programs use the REST API. */
    public TokenStore tokens() {
        return tokens;
    }

    /** Returns all of its stores. */
    public Stores stores() {
        return stores;
    }

    @Override
    public void close() {
        persistence.close();
    }
}
