/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.util.Optional;
import javax.sql.DataSource;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database of a laboratory: one of those that all tests share, or a server of its own with a standby. Thread-safe. */
final class LabDatabase implements AutoCloseable {

    /** The laboratory's own sessions do not follow the defaults that it sets for others. */
    private static final String OWN_SETTINGS = "options=-c%20default_transaction_read_only=off"
            + "%20-c%20default_transaction_isolation=read%5C%20committed%20-c%20statement_timeout=0"
            + "%20-c%20lock_timeout=0%20-c%20idle_in_transaction_session_timeout=0";

    private final Optional<TestPostgres> primary;
    private final Optional<TestPostgres> standby;
    private volatile TestDatabase current;

    private LabDatabase(Optional<TestPostgres> primary, Optional<TestPostgres> standby, TestDatabase current) {
        this.primary = primary;
        this.standby = standby;
        this.current = current;
    }

    static LabDatabase shared() {
        return new LabDatabase(
                Optional.empty(), Optional.empty(), TestPostgres.shared().newDatabase());
    }

    /** A server that acknowledges nothing before its standby has it. */
    static LabDatabase withStandby() {
        TestPostgres primary =
                TestPostgres.builder().setting("synchronous_commit", "on").start();
        TestDatabase database = primary.database("lab");
        LabDatabase lab = new LabDatabase(Optional.of(primary), Optional.of(primary.standby()), database);
        lab.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
        lab.execute("SELECT pg_reload_conf()");
        return lab;
    }

    private void execute(String sql) {
        new JdbcTemplate(dataSource()).execute(sql);
    }

    /** Returns connections to whichever server is written to when they are opened. */
    DataSource dataSource() {
        TestDatabase database = current;
        String url = database.jdbcUrl();
        String separator = url.contains("?") ? "&" : "?";
        return new DriverManagerDataSource(url + separator + OWN_SETTINGS, database.username(), database.password());
    }

    /** Returns the database as it is reached now. */
    TestDatabase current() {
        return current;
    }

    int standbyPort() {
        return standby.orElseThrow().port();
    }

    /** Ends the primary and promotes the standby. */
    void failOver() {
        primary.orElseThrow().close();
        standby.orElseThrow().promote();
        current = standby.orElseThrow().database("lab");
    }

    @Override
    public void close() {
        if (primary.isEmpty()) {
            current.close();
            return;
        }
        standby.orElseThrow().close();
        primary.orElseThrow().close();
    }
}
