/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nscacheck.testkit.TestDatabase;

/**
 * How late checks start: 10,000 that are all due at second 0 of a minute, and 100,000 a minute that their spread divides over
 * it, on two nodes. Each pass is a minute; one before them is not counted. Results are delivered to a sender that does
 * nothing.
 *
 * <p>Late is the time from when a check is due, spread included, to when its handler is called. At the end the history tells
 * whether each check has run once for each minute.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=schedule.Herd -Dnscacheck.bench.passes=3
 * </pre>
 */
public final class Herd {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 3);
    private static final int NODES = 2;
    /** As many as an application has that sets nothing. */
    private static final int WORKERS = Integer.getInteger("nscacheck.bench.workers", 20);

    /** Nothing is due around this second, when all are due at second 0. */
    private static final int QUIET_SECOND = 55;

    private static final String RUNS_OF_MINUTES = """
            SELECT count(*), sum(runs), sum(checks) FROM (
                SELECT slot, count(*) AS runs, count(DISTINCT check_id) AS checks FROM nscacheck.nsca_run
                WHERE slot = date_trunc('minute', slot) AND NOT forced
                GROUP BY slot ORDER BY slot DESC OFFSET %d LIMIT %d) minutes""";

    private Herd() {}

    private record Scenario(String name, int checks, int spreadSeconds) {}

    /** What came of one minute. */
    private record Sample(
            int executed,
            double p50,
            double p99,
            double max,
            double late,
            double nodePercent,
            double postgresPercent,
            double statements) {}

    public static void main(String[] arguments) throws Exception {
        Logging.onlyWarnings();
        List<String> lines = new ArrayList<>();
        try (DurablePostgres postgres = DurablePostgres.start()) {
            for (Scenario scenario : List.of(
                    new Scenario("all at second 0", Integer.getInteger("nscacheck.bench.checks", 10_000), 0),
                    new Scenario("spread", Integer.getInteger("nscacheck.bench.spread-checks", 100_000), 60))) {
                lines.add(measure(postgres, scenario));
            }
        }
        System.out.println("\n| checks a minute, 2 nodes | executed | p50 | p99 | max | late > 1 s | JVMs | PostgreSQL"
                + " | statements/s | heap per node | minutes x checks = runs, different |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        lines.forEach(System.out::println);
    }

    private static String measure(DurablePostgres postgres, Scenario scenario) throws Exception {
        OurEngine.Load load = new OurEngine.Load("0 * * * * ?", scenario.spreadSeconds, OurEngine.DELIVERY);
        OurEngine contender = new OurEngine(WORKERS, load);
        long began = System.nanoTime();
        try (TestDatabase database =
                postgres.database(scenario.name, dataSource -> contender.seed(dataSource, scenario.checks))) {
            say("%s: %d checks seeded in %d s", scenario.name, scenario.checks, secondsSince(began));
            began = System.nanoTime();
            List<NodeProcess> nodes =
                    NodeProcess.start(NODES, Assignment.of(Design.OURS, database, WORKERS, load), "count");
            try {
                say("%s: nodes started in %d s", scenario.name, secondsSince(began));
                FirstRound.await(database, contender);
                say("%s: all have run once after %d s", scenario.name, secondsSince(began));
                return measure(postgres, database, nodes, scenario);
            } finally {
                NodeProcess.stop(nodes);
            }
        }
    }

    private static long secondsSince(long began) {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    private static String measure(
            DurablePostgres postgres, TestDatabase database, List<NodeProcess> nodes, Scenario scenario)
            throws Exception {
        Minute.awaitSecond(QUIET_SECOND);
        Minute.awaitSecond(QUIET_SECOND);
        NodeProcess.lateness(nodes);
        List<Sample> samples = new ArrayList<>();
        for (int pass = 1; pass <= PASSES; pass++) {
            NodeProcess.Figures before = NodeProcess.figures(nodes);
            long processor = postgres.processorNanos();
            long began = System.nanoTime();
            Minute.awaitSecond(QUIET_SECOND);
            Lateness lateness = NodeProcess.lateness(nodes);
            NodeProcess.Figures done = NodeProcess.figures(nodes).minus(before);
            double nanos = System.nanoTime() - began;
            Sample sample = new Sample(
                    lateness.count(),
                    lateness.quantile(0.5) / 1e3,
                    lateness.quantile(0.99) / 1e3,
                    lateness.quantile(1) / 1e3,
                    100.0 * lateness.countAbove(1000) / Math.max(1, lateness.count()),
                    100 * done.processorNanos() / nanos,
                    100 * (postgres.processorNanos() - processor) / nanos,
                    done.statements() * 1e9 / nanos);
            samples.add(sample);
            say("%s, pass %d: %s", scenario.name, pass, sample);
        }
        double heap = 0;
        for (NodeProcess node : nodes) {
            heap = Math.max(heap, node.heapBytes() / 1048576.0);
        }
        // The latest minute of those that are spread is not over.
        int open = scenario.spreadSeconds > 0 ? 1 : 0;
        String runs = DurablePostgres.query(database, RUNS_OF_MINUTES.formatted(open, Math.max(1, PASSES - open)))
                .get(0);
        return line(scenario, samples, heap, runs);
    }

    private static String line(Scenario scenario, List<Sample> samples, double heap, String runs) {
        String[] counts = runs.split(" ", -1);
        return String.format(
                Locale.ROOT,
                "| %,d, %s | %,.0f | %.2f s | %.2f s | %.2f s | %.1f %% | %.0f %% | %.0f %% | %.0f | %.0f MB"
                        + " | %s x %,d = %,d, %,d |",
                scenario.checks,
                scenario.name,
                Median.of(samples, Sample::executed),
                Median.of(samples, Sample::p50),
                Median.of(samples, Sample::p99),
                Median.of(samples, Sample::max),
                Median.of(samples, Sample::late),
                Median.of(samples, Sample::nodePercent),
                Median.of(samples, Sample::postgresPercent),
                Median.of(samples, Sample::statements),
                heap,
                counts[0],
                scenario.checks,
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
