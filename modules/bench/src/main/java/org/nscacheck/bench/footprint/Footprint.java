/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * Starts the same host without checks, with none configured, and with a thousand, in turns; prints medians. A minute passes before the
 * processors' time is taken, in which each check has run once. Arguments are the variants, all three without them.
 */
public final class Footprint {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 3);
    private static final int IDLE_SECONDS = Integer.getInteger("nscacheck.bench.idle-seconds", 60);
    private static final int SETTLE_SECONDS = Integer.getInteger("nscacheck.bench.settle-seconds", 65);
    private static final int LOAD_SECONDS = Integer.getInteger("nscacheck.bench.load-seconds", 20);
    private static final int REQUESTS_PER_SECOND = 200;

    private Footprint() {}

    private enum Variant {
        BARE("the bare host", "nscacheck.enabled=false", 0),
        NO_CHECKS("with nscacheck, no checks", "nscacheck.enabled=true", 0),
        MANY_CHECKS("with 1,000 checks, each every minute", "nscacheck.enabled=true", 1000);

        private final String label;
        private final String property;
        private final int checks;

        Variant(String label, String property, int checks) {
            this.label = label;
            this.property = property;
            this.checks = checks;
        }
    }

    private record Sample(
            double startMillis,
            double heapMegabytes,
            double idlePercent,
            double postgresPercent,
            double statementsPerSecond,
            double runsPerSecond,
            double connections,
            double p99Millis) {}

    public static void main(String[] arguments) throws Exception {
        Map<Variant, List<Sample>> samples = new EnumMap<>(Variant.class);
        try (DurablePostgres postgres = DurablePostgres.start();
                FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            for (int pass = 0; pass < PASSES; pass++) {
                for (Variant variant : variants(arguments)) {
                    daemon.clear();
                    samples.computeIfAbsent(variant, v -> new ArrayList<>()).add(measure(variant, postgres, daemon));
                    System.out.println("pass " + (pass + 1) + ", " + variant.label + ": "
                            + samples.get(variant).get(pass));
                }
            }
        }
        samples.forEach(Footprint::print);
    }

    private static List<Variant> variants(String[] arguments) {
        return Stream.of(
                        arguments.length == 0
                                ? Variant.values()
                                : Stream.of(arguments).map(Variant::valueOf).toArray(Variant[]::new))
                .toList();
    }

    private static Sample measure(Variant variant, DurablePostgres postgres, FakeNscaDaemon daemon) throws Exception {
        try (TestDatabase database = postgres.database("empty", dataSource -> {})) {
            List<String> properties = Host.properties(database, daemon, variant.checks, variant.property, Host.BARE);
            // The first start makes the schema; the second is what happens every day.
            HostProcess.start(properties).close();
            try (HostProcess host = HostProcess.start(properties)) {
                return measure(host, postgres, daemon);
            }
        }
    }

    private static Sample measure(HostProcess host, DurablePostgres postgres, FakeNscaDaemon daemon) throws Exception {
        PageLoad.p99Millis(host.port(), REQUESTS_PER_SECOND, LOAD_SECONDS);
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        HostProcess.Figures before = host.figures();
        long postgresBefore = postgres.processorNanos();
        int receivedBefore = daemon.received().size();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        long elapsed = System.nanoTime() - began;
        HostProcess.Figures after = host.figures();
        long postgresAfter = postgres.processorNanos();
        int received = daemon.received().size() - receivedBefore;
        double p99 = PageLoad.p99Millis(host.port(), REQUESTS_PER_SECOND, LOAD_SECONDS);
        return new Sample(
                host.startMillis(),
                host.heapBytes() / 1048576.0,
                100.0 * (after.processorNanos() - before.processorNanos()) / elapsed,
                100.0 * (postgresAfter - postgresBefore) / elapsed,
                (after.statements() - before.statements()) * 1e9 / elapsed,
                received * 1e9 / elapsed,
                after.connections(),
                p99);
    }

    private static void print(Variant variant, List<Sample> samples) {
        System.out.printf(
                Locale.ROOT,
                "%-38s start %5.0f ms  heap %6.1f MB  cpu %5.2f %% + PostgreSQL %5.2f %%  statements %6.1f/s"
                        + "  results %6.1f/s  connections %1.0f  page p99 %6.2f ms%n",
                variant.label,
                median(samples, Sample::startMillis),
                median(samples, Sample::heapMegabytes),
                median(samples, Sample::idlePercent),
                median(samples, Sample::postgresPercent),
                median(samples, Sample::statementsPerSecond),
                median(samples, Sample::runsPerSecond),
                median(samples, Sample::connections),
                median(samples, Sample::p99Millis));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
