/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What those who look after the database do to it, and its failover. */
final class DatabaseFaults {

    private static final List<String> DEFAULTS = List.of(
            "default_transaction_isolation = 'serializable'",
            "default_transaction_isolation = 'repeatable read'",
            "default_transaction_read_only = on",
            "lock_timeout = '50ms'",
            "statement_timeout = '200ms'",
            "idle_in_transaction_session_timeout = '200ms'",
            "search_path = pg_catalog");
    private static final List<String> TABLES =
            List.of("nsca_due", "nsca_run", "nsca_delivery", "nsca_delivery_tally", "nsca_check", "nsca_node");

    private final Lab lab;
    private final Breakage breakage;

    DatabaseFaults(Lab lab, Breakage breakage) {
        this.lab = lab;
        this.breakage = breakage;
    }

    List<Chaos.Fault> kinds() {
        return List.of(this::setDefaults, this::setDefaults, this::lockTable, this::rewriteTable);
    }

    /** Has new sessions begin with other defaults for a while. These must not matter, so they explain no silence. */
    private void setDefaults() {
        breakage.take("database");
        String owner = breakage.random().nextBoolean() ? "DATABASE lab" : "ROLE CURRENT_USER";
        String setting = breakage.oneOf(DEFAULTS);
        Runnable end = lab.timeline().begin("defaults", Timeline.Place.HARMLESS, "");
        lab.execute("ALTER " + owner + " SET " + setting);
        endSessions();
        breakage.endAfter(breakage.between(3_000, 20_000), "database", () -> {
            lab.execute("ALTER " + owner + " RESET ALL");
            endSessions();
            end.run();
            return null;
        });
    }

    private void endSessions() {
        Runnable end = lab.timeline().begin("sessions ended", Timeline.Place.NODE, "");
        lab.count("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        end.run();
    }

    private void lockTable() throws SQLException {
        breakage.take("database");
        String table = breakage.oneOf(TABLES);
        String mode = breakage.random().nextBoolean() ? "ACCESS EXCLUSIVE" : "SHARE ROW EXCLUSIVE";
        Connection connection = lab.database().dataSource().getConnection();
        Runnable end = lab.timeline().begin("table locked", Timeline.Place.NODE, "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE nscacheck." + table + " IN " + mode + " MODE");
        }
        breakage.endAfter(breakage.between(500, 6_000), "database", () -> {
            connection.close();
            end.run();
            return null;
        });
    }

    private void rewriteTable() {
        breakage.take("database");
        Runnable end = lab.timeline().begin("vacuum full", Timeline.Place.NODE, "");
        lab.execute("VACUUM (FULL, ANALYZE) nscacheck." + breakage.oneOf(TABLES));
        breakage.endAfter(1, "database", () -> {
            end.run();
            return null;
        });
    }

    /** The primary dies, and its standby takes over; for a while the addresses lead to a server that can only be read. */
    void failOver() throws InterruptedException {
        breakage.take("database");
        Runnable end = lab.timeline().begin("failover", Timeline.Place.NODE, "");
        lab.nodes().forEach(node -> {
            node.database().switchTo(lab.database().standbyPort());
            node.database().reset();
        });
        Lab.during(Duration.ofMillis(breakage.between(100, 3_000)));
        lab.database().failOver();
        breakage.endAfter(1, "database", () -> {
            end.run();
            return null;
        });
    }
}
