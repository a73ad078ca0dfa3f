/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nscacheck.testkit.TestDatabase;

/**
 * Executions a second that do nothing, while more is due than can be executed: what the scheduling costs. The schedulers take
 * turns, each on a fresh copy of its database, with one node and with two, next to the database and half a millisecond away.
 *
 * <p>Ours also writes a record of each run and a row of the outbox, which the others do not have; nothing is delivered,
 * because the database belongs to another environment, so these rows pile up. A check of ours runs once for all the slots
 * that it has missed, so "each second" limits it to one run a second: it gets as many checks as keep it busy. The others
 * catch up on every second of hours, and stay busy with a table that is small. All have as many threads.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=schedule.Saturation -Dnscacheck.bench.passes=3
 * </pre>
 *
 * <p>With {@code -Dnscacheck.bench.rules=true} the others are ours as well: checks that bring a metric, and the same with a threshold
 * rule that judges it in each run.
 */
public final class Saturation {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 3);
    private static final int WARM_UP_SECONDS = Integer.getInteger("nscacheck.bench.warm-up-seconds", 10);
    private static final int WINDOW_SECONDS = Integer.getInteger("nscacheck.bench.window-seconds", 15);
    private static final int CHECKS = Integer.getInteger("nscacheck.bench.checks", 2_000);
    private static final int OUR_CHECKS = Integer.getInteger("nscacheck.bench.our-checks", 40_000);
    private static final int WORKERS = Integer.getInteger("nscacheck.bench.workers", 50);
    private static final int OUR_WORKERS = Integer.getInteger("nscacheck.bench.our-workers", 50);
    private static final boolean RULES = Boolean.getBoolean("nscacheck.bench.rules");
    private static final List<Design> DESIGNS = RULES
            ? List.of(Design.OURS, Design.METRIC, Design.RULE)
            : List.of(Design.OURS, Design.QUARTZ, Design.DB_SCHEDULER);
    private static final Duration EACH_WAY = Duration.ofNanos(250_000);
    private static final int QUESTIONS = 2_000;

    private final DurablePostgres postgres;
    private final DelayProxy proxy;

    private Saturation(DurablePostgres postgres, DelayProxy proxy) {
        this.postgres = postgres;
        this.proxy = proxy;
    }

    /** A line of the table. */
    private record Place(boolean far, int nodes) {

        @Override
        public String toString() {
            return nodes + (nodes == 1 ? " node, " : " nodes, ") + (far ? "0.5 ms away" : "loopback");
        }
    }

    /** What came of one measurement. */
    private record Sample(
            double rate, double firstRound, long due, double commits, double nodeMicros, double postgresMicros) {}

    public static void main(String[] arguments) throws Exception {
        Logging.onlyWarnings();
        try (DurablePostgres postgres = DurablePostgres.start();
                TestDatabase first = postgres.database("empty", dataSource -> {});
                DelayProxy proxy = DelayProxy.start(Assignment.port(first), EACH_WAY)) {
            Saturation saturation = new Saturation(postgres, proxy);
            System.out.printf(
                    Locale.ROOT,
                    "a question to the database takes %.2f ms, through the proxy %.2f ms%n",
                    roundTripMillis(first, Assignment.port(first)),
                    roundTripMillis(first, proxy.port()));
            saturation.run();
        }
    }

    private static double roundTripMillis(TestDatabase database, int port) throws SQLException {
        String url =
                Assignment.of(Design.OURS, database, 1, load()).through(port).url();
        Median median = new Median();
        try (Connection connection = DriverManager.getConnection(url, database.username(), database.password());
                PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            for (int i = 0; i < QUESTIONS; i++) {
                long began = System.nanoTime();
                statement.execute();
                median.add((System.nanoTime() - began) / 1e6);
            }
        }
        return median.value();
    }

    private static OurEngine.Load load() {
        return new OurEngine.Load("1s", 0, OurEngine.NO_DELIVERY);
    }

    private void run() throws Exception {
        Map<Place, Map<Design, List<Sample>>> samples = new LinkedHashMap<>();
        for (int pass = 1; pass <= PASSES; pass++) {
            for (boolean far : new boolean[] {false, true}) {
                for (int nodes = 1; nodes <= 2; nodes++) {
                    Place place = new Place(far, nodes);
                    for (Design design : DESIGNS) {
                        Sample sample = measure(design, place);
                        samples.computeIfAbsent(place, p -> new EnumMap<>(Design.class))
                                .computeIfAbsent(design, d -> new ArrayList<>())
                                .add(sample);
                        System.out.println("pass " + pass + ", " + place + ", " + design.label() + ": " + sample);
                    }
                }
            }
        }
        print(samples);
    }

    private Sample measure(Design design, Place place) throws Exception {
        int workers = design.isOurs() ? OUR_WORKERS : WORKERS;
        int checks = design.isOurs() ? OUR_CHECKS : CHECKS;
        Contender contender = design.contender(workers, load());
        try (TestDatabase database =
                postgres.database(design.name(), dataSource -> contender.seed(dataSource, checks))) {
            Assignment near = Assignment.of(design, database, workers, load());
            List<NodeProcess> nodes = NodeProcess.start(place.nodes, place.far ? near.through(proxy.port()) : near);
            try {
                double firstRound = FirstRound.await(database, contender);
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                return measure(database, contender, nodes, firstRound);
            } finally {
                NodeProcess.stop(nodes);
            }
        }
    }

    private Sample measure(TestDatabase database, Contender contender, List<NodeProcess> nodes, double firstRound)
            throws IOException, SQLException, InterruptedException {
        long commits = DurablePostgres.commits(database);
        long processor = postgres.processorNanos();
        NodeProcess.Figures before = NodeProcess.figures(nodes);
        long began = System.nanoTime();
        long due = Long.MAX_VALUE;
        for (int second = 0; second < WINDOW_SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            due = Math.min(due, DurablePostgres.number(database, contender.due()));
        }
        NodeProcess.Figures done = NodeProcess.figures(nodes).minus(before);
        double seconds = (System.nanoTime() - began) / 1e9;
        double executions = done.executions();
        return new Sample(
                executions / seconds,
                firstRound,
                due,
                (DurablePostgres.commits(database) - commits) / executions,
                done.processorNanos() / 1e3 / executions,
                (postgres.processorNanos() - processor) / 1e3 / executions);
    }

    private static void print(Map<Place, Map<Design, List<Sample>>> samples) {
        List<Design> others = DESIGNS.subList(1, DESIGNS.size());
        System.out.printf(
                "%n| fires/s | ours | %s | %s |%n|%s%n",
                values(others, Design::label),
                values(others, each -> "ours / " + each.label()),
                "---|".repeat(2 * DESIGNS.size()));
        samples.forEach((place, designs) -> {
            Map<Design, Median> rates = new EnumMap<>(Design.class);
            designs.forEach((design, each) -> {
                Median median = new Median();
                each.forEach(sample -> median.add(sample.rate()));
                rates.put(design, median);
            });
            double ours = rate(rates, Design.OURS).value();
            System.out.printf(
                    "| %s | %s | %s | %s |%n",
                    place,
                    rate(rates, Design.OURS),
                    values(others, each -> rate(rates, each).toString()),
                    values(others, each -> ratio(ours / rate(rates, each).value())));
        });
        System.out.println("\n| per fire | commits | us of nodes | us of PostgreSQL | s until all have run once |"
                + " always due, at least |");
        System.out.println("|---|---|---|---|---|---|");
        samples.forEach((place, designs) -> designs.forEach((design, each) -> System.out.printf(
                Locale.ROOT,
                "| %s, %s | %.3f | %.0f | %.0f | %.0f | %d |%n",
                design.label(),
                place,
                Median.of(each, Sample::commits),
                Median.of(each, Sample::nodeMicros),
                Median.of(each, Sample::postgresMicros),
                Median.of(each, Sample::firstRound),
                each.stream().mapToLong(Sample::due).min().orElse(0))));
    }

    private static String values(List<Design> designs, Function<Design, String> value) {
        return designs.stream().map(value).collect(Collectors.joining(" | "));
    }

    private static String ratio(double times) {
        return String.format(Locale.ROOT, "%.2f", times);
    }

    private static Median rate(Map<Design, Median> rates, Design design) {
        return rates.getOrDefault(design, new Median());
    }
}
