/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.nscacheck.bench.schedule.DurablePostgres;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/**
 * What a run costs when 1,000 checks are spread over each minute: the same host without nscacheck, with 1,000 checks of which none is
 * due, and with 1,000 that run every minute, side by side, each with a PostgreSQL of its own. Prints the minutes that are counted, and the
 * median and the worst of them. With {@code -Dnscacheck.bench.former=<class path>} another release runs beside this one.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=footprint.SpreadMinute -Dnscacheck.bench.passes=10
 * </pre>
 */
public final class SpreadMinute {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 10);
    private static final int WARM_UP_SECONDS = Integer.getInteger("nscacheck.bench.warm-up-seconds", 600);
    private static final int WINDOW_SECONDS = Integer.getInteger("nscacheck.bench.window-seconds", 60);
    private static final int CHECKS = Integer.getInteger("nscacheck.bench.checks", 1_000);
    private static final String FORMER = System.getProperty("nscacheck.bench.former", "");

    private SpreadMinute() {}

    /** Processor time in milliseconds; compiling is a part of the host's. */
    private record Sample(double host, double compiling, double postgres, double statements, int results) {

        double together() {
            return host + postgres;
        }

        Sample minus(Sample other) {
            return new Sample(
                    host - other.host,
                    compiling - other.compiling,
                    postgres - other.postgres,
                    statements - other.statements,
                    results - other.results);
        }
    }

    /** A host with its database and its receiver. */
    private record Place(
            String name, DurablePostgres postgres, FakeNscaDaemon daemon, TestDatabase database, HostProcess host)
            implements AutoCloseable {

        static Place start(String name, String classPath, String... more) throws Exception {
            DurablePostgres postgres = DurablePostgres.start();
            FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
            TestDatabase database = postgres.database("empty", dataSource -> {});
            List<String> properties = Host.properties(database, daemon, CHECKS, more);
            properties.add(Host.BARE);
            return new Place(name, postgres, daemon, database, HostProcess.start(properties, classPath));
        }

        Sample sample() throws Exception {
            HostProcess.Figures figures = host.figures();
            return new Sample(
                    figures.processorNanos() / 1e6,
                    host.compilerNanos() / 1e6,
                    postgres.processorNanos() / 1e6,
                    figures.statements(),
                    daemon.received().size());
        }

        @Override
        public void close() throws IOException {
            host.close();
            database.close();
            daemon.close();
            postgres.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        String own = System.getProperty("java.class.path");
        List<Place> places = new ArrayList<>();
        try {
            places.add(Place.start("bare", own, "nscacheck.enabled=false"));
            places.add(Place.start("none due", own, "host.every=24h"));
            places.add(Place.start("each every minute", own));
            if (!FORMER.isEmpty()) {
                places.add(Place.start("former, none due", FORMER, "host.every=24h"));
                places.add(Place.start("former, each every minute", FORMER));
            }
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            List<List<Sample>> samples = measure(places);
            for (int i = 0; i < places.size(); i++) {
                print(places.get(i).name, samples.get(i));
            }
        } finally {
            for (Place place : places) {
                place.close();
            }
        }
    }

    private static List<List<Sample>> measure(List<Place> places) throws Exception {
        List<List<Sample>> samples = new ArrayList<>();
        List<Sample> before = new ArrayList<>();
        for (Place place : places) {
            samples.add(new ArrayList<>());
            before.add(place.sample());
        }
        for (int pass = 1; pass <= PASSES; pass++) {
            TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
            for (int i = 0; i < places.size(); i++) {
                Sample now = places.get(i).sample();
                samples.get(i).add(now.minus(before.get(i)));
                before.set(i, now);
                System.out.printf(
                        Locale.ROOT,
                        "pass %d, %s: %s%n",
                        pass,
                        places.get(i).name,
                        samples.get(i).get(pass - 1));
            }
        }
        return samples;
    }

    private static void print(String name, List<Sample> samples) {
        System.out.printf(
                Locale.ROOT,
                "%-26s host %6.0f ms (compiling %5.0f)  PostgreSQL %6.0f ms  statements %5.0f  results %5.0f"
                        + "  together %6.0f ms, worst %6.0f ms, a result %5.2f ms, worst %5.2f ms%n",
                name,
                median(samples, Sample::host),
                median(samples, Sample::compiling),
                median(samples, Sample::postgres),
                median(samples, Sample::statements),
                median(samples, Sample::results),
                median(samples, Sample::together),
                worst(samples, Sample::together),
                median(samples, sample -> sample.together() / sample.results),
                worst(samples, sample -> sample.together() / sample.results));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double worst(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).max().orElse(0);
    }
}
