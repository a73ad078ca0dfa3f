/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.sql.SQLException;

/** Sums values up, from measured to hours and from hours to days. Doing it twice does no harm. */
final class ValueSums {

    /*
     * An hour is summed up a quarter of an hour after its end, when what was measured in it has been recorded; what comes
     * still later, after an outage of the database, is seen by going over the last two hours again. A day at a time.
     */
    private static final String HOURS = """
            WITH span AS (
                SELECT coalesce(hours_until, date_trunc('hour', @nsca_now(), 'UTC')) - interval '2 hours' AS since,
                    least(coalesce(hours_until, date_trunc('hour', @nsca_now(), 'UTC')) + interval '24 hours',
                        date_trunc('hour', @nsca_now() - interval '15 minutes', 'UTC')) AS until
                FROM @nsca_installation),
            summed AS (
                INSERT INTO @nsca_value_hour AS h (series_id, at, count, lowest, highest, total)
                SELECT series_id, date_trunc('hour', at, 'UTC'), count(*), min(value), max(value), sum(value)
                FROM @nsca_value
                WHERE at >= (SELECT since FROM span) AND at < (SELECT until FROM span)
                GROUP BY 1, 2
                ON CONFLICT (series_id, at) DO UPDATE SET
                    count = excluded.count, lowest = excluded.lowest, highest = excluded.highest, total = excluded.total)
            UPDATE @nsca_installation SET hours_until = (SELECT until FROM span)
            RETURNING hours_until < date_trunc('hour', @nsca_now() - interval '15 minutes', 'UTC') AS more""";

    private static final String DAYS = """
            WITH span AS (
                SELECT coalesce(days_until, date_trunc('day', hours_until, 'UTC')) - interval '24 hours' AS since,
                    date_trunc('day', hours_until - interval '2 hours', 'UTC') AS until
                FROM @nsca_installation),
            summed AS (
                INSERT INTO @nsca_value_day AS d (series_id, at, count, lowest, highest, total)
                SELECT series_id, date_trunc('day', at, 'UTC'), sum(count), min(lowest), max(highest), sum(total)
                FROM @nsca_value_hour
                WHERE at >= (SELECT since FROM span) AND at < (SELECT until FROM span)
                GROUP BY 1, 2
                ON CONFLICT (series_id, at) DO UPDATE SET
                    count = excluded.count, lowest = excluded.lowest, highest = excluded.highest, total = excluded.total)
            UPDATE @nsca_installation SET days_until = (SELECT until FROM span)""";

    private final String hours;
    private final String days;

    ValueSums(Database database) {
        this.hours = database.sql(HOURS);
        this.days = database.sql(DAYS);
    }

    /** Returns whether there is more to sum up. */
    boolean sumUp(Transaction transaction) throws SQLException {
        boolean more = transaction.query(hours, row -> row.flag("more")).get(0);
        transaction.update(days);
        return more;
    }
}
