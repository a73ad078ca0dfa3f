/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.engine.RunRecord;

/** Keeps what runs have measured, a row for each value, for charts and roll-ups. */
final class MetricValues {

    /* Only the claim that is being recorded writes series of its check, so no other transaction adds the same. */
    private static final String ADD = """
            WITH input AS (
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::double precision[])
                AS i (check_id, node, label, uom, at, value)),
            fresh AS (
                INSERT INTO @nsca_series (check_id, node, label, uom)
                SELECT DISTINCT ON (check_id, node, label) check_id, node, label, uom FROM input i
                WHERE NOT EXISTS (
                    SELECT FROM @nsca_series s WHERE s.check_id = i.check_id AND s.node = i.node AND s.label = i.label)
                ORDER BY check_id, node, label
                ON CONFLICT DO NOTHING
                RETURNING id, check_id, node, label)
            INSERT INTO @nsca_value (series_id, at, value)
            SELECT coalesce(s.id, f.id), i.at, i.value FROM input i
            LEFT JOIN @nsca_series s ON s.check_id = i.check_id AND s.node = i.node AND s.label = i.label
            LEFT JOIN fresh f ON f.check_id = i.check_id AND f.node = i.node AND f.label = i.label
            WHERE coalesce(s.id, f.id) IS NOT NULL""";

    private final String add;

    MetricValues(Database database) {
        this.add = database.sql(ADD);
    }

    void add(Connection connection, List<RunRecord> runs) throws SQLException {
        Columns columns = new Columns(6);
        for (RunRecord record : runs) {
            CheckResult result = record.run().result();
            if (result != null) {
                add(columns, record, result);
            }
        }
        if (!columns.isEmpty()) {
            Database.update(connection, add, columns.arrays());
        }
    }

    private static void add(Columns columns, RunRecord record, CheckResult result) {
        Set<String> labels = new HashSet<>();
        for (Metric metric : result.perfData()) {
            BigDecimal value = metric.value();
            if (value != null && labels.add(metric.label())) {
                columns.add(
                        record.claim().check(),
                        record.claim().node(),
                        metric.label(),
                        metric.uom().symbol(),
                        record.run().endedAt(),
                        value.doubleValue());
            }
        }
    }
}
