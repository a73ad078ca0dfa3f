/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.run.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what runs have measured, a row for each value, for charts and roll-ups. */
final class MetricValues {

    private static final Logger log = LoggerFactory.getLogger(MetricValues.class);

    /** Of a check on a node: labels that differ in each run would add series without end. Ten of the largest results. */
    static final int MAX_SERIES = 10_000;

    private static final Columns VALUES = Columns.of(
            "check_id uuid", "node text", "label text", "uom text", "at timestamptz", "value double precision");

    /*
     * Only the claim that is being recorded writes series of its check, so no other transaction adds the same. A join with what was
     * just added has no key to go by, and a nested loop would compare each value with each new series; a full join cannot be one,
     * and the other two ways of joining are dear here, but not forbidden. Nothing is added that has no input, so it is a left one.
     */
    private static final String ADD = VALUES.in("""
            WITH input AS MATERIALIZED (
                SELECT i.*, s.id FROM @input i
                LEFT JOIN @nsca_series s ON s.check_id = i.check_id AND s.node = i.node AND s.label = i.label),
            unknown AS (
                SELECT u.*, row_number() OVER (PARTITION BY check_id, node ORDER BY label) AS place
                FROM (SELECT DISTINCT ON (check_id, node, label) check_id, node, label, uom FROM input WHERE id IS NULL
                    ORDER BY check_id, node, label) u),
            held AS (
                SELECT c.check_id, c.node, (SELECT count(*) FROM @nsca_series s
                    WHERE s.check_id = c.check_id AND s.node = c.node) AS series
                FROM (SELECT DISTINCT check_id, node FROM unknown) c),
            fresh AS (
                INSERT INTO @nsca_series (check_id, node, label, uom)
                SELECT check_id, node, label, uom FROM unknown JOIN held USING (check_id, node)
                WHERE place + series <= %d
                ORDER BY check_id, node, label
                ON CONFLICT DO NOTHING
                RETURNING id, check_id, node, label)
            INSERT INTO @nsca_value (series_id, at, value)
            SELECT coalesce(i.id, f.id), i.at, i.value FROM input i
            FULL JOIN fresh f ON f.check_id = i.check_id AND f.node = i.node AND f.label = i.label
            WHERE coalesce(i.id, f.id) IS NOT NULL""".formatted(MAX_SERIES));

    private final TextEncoding encoding;
    private final String add;
    private final String count;
    /** Checks of which it is said already that they have too many labels; one line each while this process lives. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    MetricValues(Database database, TextEncoding encoding) {
        this.encoding = encoding;
        this.add = database.sql(ADD);
        this.count = database.sql("SELECT count(*) AS series FROM @nsca_series WHERE check_id = ? AND node = ?");
    }

    void add(Transaction transaction, List<RunRecord> runs) throws SQLException {
        Columns.Rows columns = VALUES.rows();
        for (RunRecord record : runs) {
            CheckResult result = record.run().result();
            if (result != null) {
                add(columns, record, result);
            }
        }
        if (!columns.isEmpty() && transaction.update(add, columns.arrays()) < columns.size()) {
            sayWhichAreFull(transaction, runs);
        }
    }

    private void sayWhichAreFull(Transaction transaction, List<RunRecord> runs) throws SQLException {
        for (RunRecord run : runs) {
            String place = run.claim().check() + " " + run.claim().node();
            if (!told.contains(place) && isFull(transaction, run) && told.add(place)) {
                log.warn(
                        "NSCA-433 check has too many different metrics, further ones are left out of its charts"
                                + " key={} check={} max={}",
                        run.claim().handler(),
                        run.claim().check(),
                        MAX_SERIES);
            }
        }
    }

    private boolean isFull(Transaction transaction, RunRecord run) throws SQLException {
        return transaction
                .query(
                        count,
                        row -> row.number("series"),
                        run.claim().check().value(),
                        run.claim().node())
                .stream()
                .anyMatch(series -> series >= MAX_SERIES);
    }

    private void add(Columns.Rows columns, RunRecord record, CheckResult result) {
        Set<String> labels = new HashSet<>();
        for (Metric metric : result.perfData()) {
            BigDecimal value = metric.value();
            if (value != null && labels.add(metric.label())) {
                columns.add()
                        .set("check_id", record.claim().check())
                        .set("node", record.claim().node())
                        .set("label", encoding.fit(metric.label()))
                        .set("uom", encoding.fit(metric.uom().symbol()))
                        .set("at", record.run().endedAt())
                        .set("value", value.doubleValue());
            }
        }
    }
}
