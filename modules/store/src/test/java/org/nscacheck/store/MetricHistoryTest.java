/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;
import org.nscacheck.check.Check;
import org.nscacheck.history.HistoryStore;
import org.nscacheck.run.Claim;
import org.nscacheck.testkit.matrix.Row;

class MetricHistoryTest {

    private final Fixture db = new Fixture();
    private final HistoryStore history = db.nsca.stores().history();

    @AfterEach
    void close() {
        db.close();
    }

    private MetricSeries seriesOf(Check check) {
        return db.nsca.stores().summaries().series(check.id()).get(0);
    }

    @Test
    void keepsEachValueThatARunMeasures() {
        Check check = db.addCheck("mail");
        db.planDueNow(check);
        for (int i = 0; i < 3; i++) {
            db.execute("UPDATE nscacheck.nsca_due SET wake_at = nscacheck.nsca_now()");
            Claim claim = db.claim(1, "mail").get(0);
            CheckResult result = CheckResult.ok("fine")
                    .perf("unsent", 7 + i)
                    .perf("delay", 1.5)
                    .uom("s")
                    .perf("temperature", 21)
                    .uom("°C")
                    .perf("unknown", null)
                    .build();
            db.nsca.stores().runs().record(List.of(db.run(claim, check, result)));
        }

        assertThat(db.nsca.stores().summaries().series(check.id()))
                .extracting(MetricSeries::label, MetricSeries::uom)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("delay", "s"),
                        org.assertj.core.groups.Tuple.tuple("temperature", "°C"),
                        org.assertj.core.groups.Tuple.tuple("unsent", ""));
        Instant now = db.nsca.stores().due().now();
        List<MetricPoint> points = db.nsca
                .stores()
                .summaries()
                .values(
                        db.nsca.stores().summaries().series(check.id()).get(2).id(),
                        now.minusSeconds(3600),
                        now.plusSeconds(1),
                        1);
        assertThat(points.stream().mapToLong(MetricPoint::count).sum()).isEqualTo(3);
        assertThat(points).last().extracting(MetricPoint::highest).isEqualTo(9.0);
    }

    /** Ten days with a value a minute: the minute of the hour. */
    @Test
    @Row(
            value = "L05",
            done = "a chart of any length reads no more rows than points, from sums by the hour and the day")
    void sumsUpByTheHourAndByTheDayAndReadsTheSumsAsOne() {
        Check check = db.addCheck("mail");
        db.execute("INSERT INTO nscacheck.nsca_series (check_id, node, label, uom) VALUES ('" + check.id()
                + "', '', 'minute', '')");
        Instant now = db.nsca.stores().due().now();
        Instant begin = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(10));
        db.execute("INSERT INTO nscacheck.nsca_value SELECT 1, at, extract(minute FROM at)" + " FROM generate_series('"
                + begin + "'::timestamptz, nscacheck.nsca_now(), '1 minute') at");
        db.execute("UPDATE nscacheck.nsca_installation SET hours_until = '" + begin + "'");

        int steps = 1;
        while (history.sumUp()) {
            steps++;
        }
        history.sumUp();

        assertThat(steps).as("a day at a time").isBetween(10, 12);
        long total = Duration.between(begin, now).toMinutes() + 1;
        for (int points : new int[] {100_000, 200, 11, 1}) {
            List<MetricPoint> read =
                    db.nsca.stores().summaries().values(seriesOf(check).id(), begin, now.plusSeconds(1), points);
            assertThat(read).as("%d points", points).hasSizeBetween(1, Math.max(2, points + 1));
            assertThat(read.stream().mapToLong(MetricPoint::count).sum())
                    .as("values in %d points", points)
                    .isEqualTo(total);
        }
        MetricPoint day = db.nsca
                .stores()
                .summaries()
                .values(seriesOf(check).id(), begin, begin.plus(Duration.ofDays(1)), 1)
                .get(0);
        assertThat(day.count()).isEqualTo(1440);
        assertThat(day.lowest()).isZero();
        assertThat(day.highest()).isEqualTo(59);
        assertThat(day.average()).isCloseTo(29.5, within(1e-9));
    }

    @Test
    void readsFromSumsWhatIsNoLongerKeptAsMeasured() {
        Check check = db.addCheck("mail");
        db.execute("INSERT INTO nscacheck.nsca_series (check_id, node, label, uom) VALUES ('" + check.id()
                + "', '', 'a', '')");
        Instant hour =
                db.nsca.stores().due().now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(90));
        db.execute("INSERT INTO nscacheck.nsca_value_hour VALUES (1, '" + hour + "', 60, 1, 3, 120)");
        db.execute("UPDATE nscacheck.nsca_installation SET hours_until = now()");

        assertThat(db.nsca.stores().summaries().values(seriesOf(check).id(), hour, hour.plusSeconds(7200), 500))
                .containsExactly(new MetricPoint(hour, 60, 1, 3, 2));
    }
}
