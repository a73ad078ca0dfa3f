/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One database of its own on a {@link TestPostgres}, empty or a copy of a prepared one.
 *
 * <p>Threads may share it.
 */
public final class TestDatabase implements AutoCloseable {

    private final TestPostgres postgres;
    private final String name;
    private @Nullable HikariDataSource pool;

    TestDatabase(TestPostgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /**
     * Returns a data source without a pool: each {@code getConnection()} opens a connection, about 3 ms and some more for its
     * first statements.
     */
    public DataSource dataSource() {
        return postgres.connector().dataSource(name);
    }

    /**
     * Returns a pool of at most 20 connections, as applications have one; always the same, which ends with the database.
     * Needs {@code com.zaxxer:HikariCP} on the class path.
     */
    public synchronized DataSource pool() {
        HikariDataSource known = pool;
        if (known == null) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(dataSource());
            config.setMaximumPoolSize(20);
            config.setMinimumIdle(0);
            known = new HikariDataSource(config);
            pool = known;
        }
        return known;
    }

    /** Returns the URL for those who want a pool of their own; user and password are told apart. */
    public String jdbcUrl() {
        return postgres.connector().jdbcUrl(name);
    }

    /** Returns the name or address of the server. */
    public String host() {
        return postgres.connector().host();
    }

    /** Returns the port of the server. */
    public int port() {
        return postgres.connector().port();
    }

    public String username() {
        return postgres.connector().username();
    }

    /** Returns the password, empty if none is needed. */
    public String password() {
        return postgres.connector().password();
    }

    /** Drops the database; connections that are still open are cut. */
    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
        postgres.drop(name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
