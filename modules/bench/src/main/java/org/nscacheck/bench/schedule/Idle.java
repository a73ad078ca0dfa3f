/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.nscacheck.testkit.TestDatabase;

/**
 * What a node does when nothing is due: 1,000 checks that run each hour, a pass in which one has run is repeated.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=schedule.Idle -Dnscacheck.bench.passes=3
 * </pre>
 */
public final class Idle {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 3);
    private static final int WINDOW_SECONDS = Integer.getInteger("nscacheck.bench.window-seconds", 60);
    private static final int CHECKS = Integer.getInteger("nscacheck.bench.checks", 1_000);
    private static final int WORKERS = Integer.getInteger("nscacheck.bench.workers", 20);
    /** Until the first runs are over, and what comes with a start. */
    private static final int SETTLING_SECONDS = 30;

    private Idle() {}

    /** What came of one pass; processor time as percents of one processor. */
    private record Sample(long executed, double nodePercent, double postgresPercent, double statements) {}

    public static void main(String[] arguments) throws Exception {
        Logging.onlyWarnings();
        List<Sample> samples = new ArrayList<>();
        OurEngine.Load load = new OurEngine.Load("0 30 * * * ?", 0, OurEngine.DELIVERY);
        OurEngine contender = new OurEngine(WORKERS, load);
        try (DurablePostgres postgres = DurablePostgres.start();
                TestDatabase database = postgres.database("idle", dataSource -> contender.seed(dataSource, CHECKS))) {
            List<NodeProcess> nodes =
                    NodeProcess.start(1, Assignment.of(Design.OURS, database, WORKERS, load), "count");
            try {
                TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
                while (samples.size() < PASSES) {
                    Sample sample = measure(postgres, nodes);
                    System.out.println(sample);
                    if (sample.executed() == 0) {
                        samples.add(sample);
                    }
                }
            } finally {
                NodeProcess.stop(nodes);
            }
        }
        System.out.println("\n| 1 node, nothing due | JVM | PostgreSQL | statements/s |");
        System.out.println("|---|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| %,d checks | %.2f %% | %.2f %% | %.1f |%n",
                CHECKS,
                Median.of(samples, Sample::nodePercent),
                Median.of(samples, Sample::postgresPercent),
                Median.of(samples, Sample::statements));
    }

    private static Sample measure(DurablePostgres postgres, List<NodeProcess> nodes) throws Exception {
        NodeProcess.Figures before = NodeProcess.figures(nodes);
        long processor = postgres.processorNanos();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
        NodeProcess.Figures done = NodeProcess.figures(nodes).minus(before);
        double nanos = System.nanoTime() - began;
        return new Sample(
                done.executions(),
                100 * done.processorNanos() / nanos,
                100 * (postgres.processorNanos() - processor) / nanos,
                done.statements() * 1e9 / nanos);
    }
}
