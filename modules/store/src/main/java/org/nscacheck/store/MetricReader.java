/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.check.CheckId;

/** Reads values for charts: as measured, or from their sums where the points are an hour or a day apart. */
final class MetricReader {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static final String SERIES =
            "SELECT id, node, label, uom FROM @nsca_series WHERE check_id = ? ORDER BY node, label";

    private static final String LABELS = "SELECT DISTINCT check_id, label FROM @nsca_series";

    private static final String MEASURED = """
            SELECT at, 1::bigint AS count, value AS lowest, value AS highest, value AS total FROM @nsca_value
            WHERE series_id = (SELECT id FROM wanted) AND at >= (SELECT since FROM wanted) AND at < (SELECT until FROM wanted)""";

    private static final String SUMS = """
            SELECT at, count, lowest, highest, total FROM %s
            WHERE series_id = (SELECT id FROM wanted) AND at >= (SELECT since FROM wanted) AND at < (SELECT until FROM wanted)""";

    /* What is not summed up yet is read as it is. */
    private static final String HOURS = SUMS.formatted("@nsca_value_hour")
            + " AND at < (SELECT hours_until FROM @nsca_installation) UNION ALL " + MEASURED
            + " AND at >= (SELECT coalesce(hours_until, '-infinity') FROM @nsca_installation)";

    private static final String DAYS = SUMS.formatted("@nsca_value_day")
            + " AND at < (SELECT days_until FROM @nsca_installation) UNION ALL " + SUMS.formatted("@nsca_value_hour")
            + " AND at >= (SELECT coalesce(days_until, '-infinity') FROM @nsca_installation)"
            + " AND at < (SELECT hours_until FROM @nsca_installation) UNION ALL " + MEASURED
            + " AND at >= (SELECT coalesce(hours_until, '-infinity') FROM @nsca_installation)";

    private static final String POINTS = """
            WITH wanted AS (
                SELECT ?::bigint AS id, ?::timestamptz AS since, ?::timestamptz AS until, ?::bigint AS step)
            SELECT to_timestamp(floor(extract(epoch FROM at) / (SELECT step FROM wanted)) * (SELECT step FROM wanted)) AS at,
                sum(count)::bigint AS count, min(lowest) AS lowest, max(highest) AS highest, sum(total) AS total
            FROM (%s) found
            GROUP BY 1 ORDER BY 1""";

    private final Database database;
    private final String series;
    private final String labels;
    private final List<Source> sources;

    /** @param finest the least distance of points for which it is good */
    private record Source(Duration finest, String sql) {}

    MetricReader(Database database) {
        this.database = database;
        this.series = database.sql(SERIES);
        this.labels = database.sql(LABELS);
        this.sources = List.of(
                new Source(Duration.ZERO, database.sql(POINTS.formatted(MEASURED))),
                new Source(HOUR, database.sql(POINTS.formatted(HOURS))),
                new Source(DAY, database.sql(POINTS.formatted(DAYS))));
    }

    List<MetricSeries> series(CheckId check) {
        return database.read(
                series,
                row -> new MetricSeries(row.number("id"), row.text("node"), row.text("label"), row.text("uom")),
                check.value());
    }

    Map<CheckId, Set<String>> labels() {
        return database.read(labels, row -> Map.entry(new CheckId(row.uuid("check_id")), row.text("label"))).stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** Values that are kept no more as they were measured are read from coarser sums. */
    List<MetricPoint> values(long id, Instant from, Instant to, int maxPoints) {
        long seconds = Math.max(1, Duration.between(from, to).toSeconds());
        Duration step = Duration.ofSeconds(Math.max(1, (seconds + maxPoints - 1) / maxPoints));
        List<MetricPoint> points = List.of();
        for (Source source : sources) {
            boolean isCoarsest = nextFinest(source).compareTo(step) > 0;
            if (points.isEmpty() && isCoarsest) {
                points = read(source, id, from, to, step);
            }
        }
        return points;
    }

    private Duration nextFinest(Source source) {
        int next = sources.indexOf(source) + 1;
        return next < sources.size() ? sources.get(next).finest() : Duration.ofDays(100_000);
    }

    private List<MetricPoint> read(Source source, long id, Instant from, Instant to, Duration step) {
        return database.read(
                source.sql(),
                row -> new MetricPoint(
                        row.instant("at"),
                        row.number("count"),
                        row.real("lowest"),
                        row.real("highest"),
                        row.real("total") / row.number("count")),
                id,
                from,
                to,
                step.toSeconds());
    }
}
