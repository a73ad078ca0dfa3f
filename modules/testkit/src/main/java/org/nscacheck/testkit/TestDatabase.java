/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import javax.sql.DataSource;

/**
 * One database of its own on a {@link TestPostgres}, empty or a copy of a prepared one.
 *
 * <p>The data source does not pool: each {@code getConnection()} opens a connection, about 3 ms. Threads may share it.
 */
public final class TestDatabase implements AutoCloseable {

    private final TestPostgres postgres;
    private final String name;

    TestDatabase(TestPostgres postgres, String name) {
        this.postgres = postgres;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public DataSource dataSource() {
        return postgres.connector().dataSource(name);
    }

    /** Returns the URL for those who want a pool of their own; user and password are told apart. */
    public String jdbcUrl() {
        return postgres.connector().jdbcUrl(name);
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
    public void close() {
        postgres.drop(name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
