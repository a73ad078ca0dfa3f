/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.check.Check;
import org.nscacheck.run.Claim;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/** Results with as much as a result may have. */
class LargeResultTest {

    private final Fixture db = new Fixture();

    @AfterEach
    void close() {
        db.close();
    }

    /** What a nested loop would have to compare 100 million times. */
    @Test
    @Row(value = "R43", done = "10,000 values of new series at once: stored in the time that their number takes")
    void storesManyNewValuesInLinearTime() {
        Check check = db.addCheck("a", db.addServer("nagios", CatchUp.ALL));
        Duration first = record(check, metrics(10_000));
        Duration again = record(check, metrics(10_000));

        assertThat(first).isLessThan(Duration.ofSeconds(20));
        assertThat(again).isLessThan(Duration.ofSeconds(20));
        assertThat(db.query("SELECT count(*), count(DISTINCT series_id) FROM nscacheck.nsca_value"))
                .containsExactly("20000 10000");
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_series")).containsExactly("10000");
    }

    @Test
    @Row(value = "R43", done = "labels that differ in each run: the run keeps them, the number of series has an end")
    void addsNoSeriesBeyondTheirNumber() {
        Check check = db.addCheck("a");
        record(check, metrics(MetricValues.MAX_SERIES - 1));
        record(check, List.of(Metric.of("m1", 1), Metric.of("x1", 1), Metric.of("x2", 1), Metric.of("x3", 1)));
        record(check, List.of(Metric.of("m2", 1), Metric.of("y", 1)));

        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_series"))
                .containsExactly(String.valueOf(MetricValues.MAX_SERIES));
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_value"))
                .containsExactly(String.valueOf(MetricValues.MAX_SERIES - 1 + 3));
        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_run WHERE perf_data::text LIKE '%\"x3\"%'"
                        + " OR perf_data::text LIKE '%\"y\"%'"))
                .containsExactly("2");
    }

    private static List<Metric> metrics(int count) {
        return IntStream.range(0, count).mapToObj(i -> Metric.of("m" + i, i)).toList();
    }

    private Duration record(Check check, List<Metric> metrics) {
        db.planDueNow(check);
        db.execute("UPDATE nscacheck.nsca_due SET wake_at = nscacheck.nsca_now()");
        Claim claim = db.claim(1, "a").get(0);
        CheckResult plain = CheckResult.ok("fine").build();
        CheckResult result =
                new CheckResult(plain.status(), plain.message(), "", new PerfData(new ArrayList<>(metrics), List.of()));
        long began = System.nanoTime();
        assertThat(db.nsca.stores().runs().record(List.of(db.run(claim, check, result))))
                .isEmpty();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void storesTheLongestLabelsOfAllScripts() {
        Check check = db.addCheck("a");
        List<Metric> metrics = new ArrayList<>();
        java.util.Random random = new java.util.Random(43);
        for (int i = 0; i < 1_000; i++) {
            String label = random.ints(127, 0x10000, 0x110000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            metrics.add(Metric.of(label, i));
        }

        record(check, metrics);

        assertThat(db.query("SELECT count(*) FROM nscacheck.nsca_series")).containsExactly("1000");
    }
}
