/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.nscacheck.check.CheckId;
import org.nscacheck.store.NscaDatabase;

/** Makes history by {@code generate_series}, day by day, as if the application had run all the time. */
final class MonthOfHistory {

    private static final int CHECKS = 10_000;

    private final DataSource dataSource;
    private final NscaDatabase store;
    private final int days;
    private final List<CheckId> checks = new ArrayList<>();

    MonthOfHistory(DataSource dataSource, NscaDatabase store, int days) {
        this.dataSource = dataSource;
        this.store = store;
        this.days = days;
    }

    List<CheckId> checks() {
        return checks;
    }

    void fill(long rows) {
        addChecks();
        for (int day = days; day >= 0; day--) {
            moveClock(Duration.ofDays(day));
            store.stores().history().keepPartitions(Duration.ZERO);
        }
        long perCheck = Math.max(1, rows / 2 / CHECKS / days);
        execute("UPDATE nscacheck.nsca_installation SET hours_until = date_trunc('day', now()) - interval '" + days
                + " days'");
        for (int day = days; day >= 1; day--) {
            String from = "now() - interval '" + day + " days'";
            String step = (86_400.0 / perCheck) + " seconds";
            execute("INSERT INTO nscacheck.nsca_run SELECT s.check_id, '', " + day + " * -" + perCheck
                    + " + n, at, false,"
                    + " 'node-1/1', at, at + interval '10 ms', 'SUCCESS', 0, 'everything is as it should be', '',"
                    + " '{}'::jsonb FROM generate_series(0, " + (perCheck - 1) + ") n, LATERAL (SELECT " + from
                    + " + n * interval '" + step + "' AS at) t, nscacheck.nsca_series s");
            execute("INSERT INTO nscacheck.nsca_value SELECT s.id, at, random() * 100 FROM generate_series(0, "
                    + (perCheck - 1) + ") n, LATERAL (SELECT " + from + " + n * interval '" + step
                    + "' AS at) t, nscacheck.nsca_series s");
        }
        execute("UPDATE nscacheck.nsca_due d SET last_ended_at = (SELECT max(ended_at) FROM nscacheck.nsca_run r"
                + " WHERE r.check_id = d.check_id)");
        while (store.stores().history().sumUp()) {
            // A day at a time.
        }
        execute("ANALYZE");
    }

    private void addChecks() {
        execute("INSERT INTO nscacheck.nsca_check (id, handler_key, name, arguments, version) SELECT gen_random_uuid(),"
                + " 'bench', 'check ' || i, '{}', 0 FROM generate_series(1, " + CHECKS + ") i");
        execute(
                "INSERT INTO nscacheck.nsca_due (check_id, node, handler_key, active, fingerprint, config_version, schedule,"
                        + " timeout_ms, slot, due_at, wake_at) SELECT id, '', handler_key, true, '', 1, '', 1000, now(), now(), now()"
                        + " FROM nscacheck.nsca_check");
        execute("INSERT INTO nscacheck.nsca_series (check_id, node, label, uom)"
                + " SELECT id, '', 'value', '' FROM nscacheck.nsca_check");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM nscacheck.nsca_check")) {
            while (rows.next()) {
                checks.add(new CheckId(rows.getObject(1, UUID.class)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void moveClock(Duration back) {
        execute("CREATE OR REPLACE FUNCTION nscacheck.nsca_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE"
                + " AS 'SELECT statement_timestamp() - interval ''" + back.toSeconds() + " s'''");
    }

    String size() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT pg_size_pretty(pg_database_size(current_database()))")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
