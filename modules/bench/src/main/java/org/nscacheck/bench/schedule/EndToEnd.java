/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.daemon.NscaDaemon;

/**
 * From the second at which checks are due to the lines that Debian's nsca has written about them: claimed, run, recorded,
 * taken from the outbox, sent, decrypted. Each pass is a minute; one before them is not counted. Results tell their due time
 * themselves.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=schedule.EndToEnd -Dnscacheck.bench.passes=3
 * </pre>
 */
public final class EndToEnd {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 3);
    private static final int WORKERS = Integer.getInteger("nscacheck.bench.workers", 20);
    private static final String PASSWORD = "benchmark";
    private static final int XOR = 1;
    private static final int QUIET_SECOND = 55;

    private EndToEnd() {}

    private record Scenario(NscaDaemon.Mode mode, int checks, int nodes) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d checks, %d %s, %s",
                    checks,
                    nodes,
                    nodes == 1 ? "node" : "nodes",
                    mode == NscaDaemon.Mode.SINGLE ? "`--single`" : "forked");
        }
    }

    /** What was written of one minute's results, in seconds. */
    private record Sample(int written, double p50, double p99, double max) {}

    public static void main(String[] arguments) throws Exception {
        Logging.onlyWarnings();
        List<String> lines = new ArrayList<>();
        try (DurablePostgres postgres = DurablePostgres.start()) {
            for (Scenario scenario : List.of(
                    new Scenario(NscaDaemon.Mode.FORKED, 200, 1),
                    new Scenario(NscaDaemon.Mode.SINGLE, Integer.getInteger("nscacheck.bench.checks", 10_000), 2))) {
                lines.add(measure(postgres, scenario));
            }
        }
        System.out.println(
                "\n| due time to line written, XOR | written | p50 | p99 [min .. max of the passes] | last |");
        System.out.println("|---|---|---|---|---|");
        lines.forEach(System.out::println);
    }

    private static String measure(DurablePostgres postgres, Scenario scenario) throws Exception {
        OurEngine.Load load = new OurEngine.Load("0 * * * * ?", 0, OurEngine.DELIVERY);
        Path written = Files.createTempFile("nscacheck-bench-", ".cmd");
        try (NscaDaemon daemon = NscaDaemon.builder()
                        .mode(scenario.mode)
                        .method(XOR)
                        .password(PASSWORD)
                        .commandFile(written)
                        .start();
                WrittenLines lines = WrittenLines.of(written)) {
            OurEngine contender = new OurEngine(WORKERS, load, OurEngine.nsca(daemon.port(), PASSWORD, XOR));
            try (TestDatabase database =
                    postgres.database(scenario.toString(), dataSource -> contender.seed(dataSource, scenario.checks))) {
                List<NodeProcess> nodes =
                        NodeProcess.start(scenario.nodes, Assignment.of(Design.OURS, database, WORKERS, load));
                try {
                    FirstRound.await(database, contender);
                    return measure(lines, scenario);
                } finally {
                    NodeProcess.stop(nodes);
                }
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static String measure(WrittenLines lines, Scenario scenario) throws InterruptedException {
        Minute.awaitSecond(QUIET_SECOND);
        List<Sample> samples = new ArrayList<>();
        for (int pass = 0; pass <= PASSES; pass++) {
            Minute.awaitSecond(QUIET_SECOND);
            Lateness lateness =
                    lines.drain(Instant.now().truncatedTo(ChronoUnit.MINUTES).toEpochMilli());
            Sample sample = new Sample(
                    lateness.count(),
                    lateness.quantile(0.5) / 1e3,
                    lateness.quantile(0.99) / 1e3,
                    lateness.quantile(1) / 1e3);
            System.out.println(scenario + ", " + (pass == 0 ? "warm-up" : "pass " + pass) + ": " + sample);
            if (pass > 0) {
                samples.add(sample);
            }
        }
        return line(scenario, samples);
    }

    private static String line(Scenario scenario, List<Sample> samples) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.2f s | %.2f s [%.2f .. %.2f] | %.2f s |",
                scenario,
                Median.of(samples, Sample::written),
                Median.of(samples, Sample::p50),
                Median.of(samples, Sample::p99),
                samples.stream().mapToDouble(Sample::p99).min().orElse(0),
                samples.stream().mapToDouble(Sample::p99).max().orElse(0),
                Median.of(samples, Sample::max));
    }
}
