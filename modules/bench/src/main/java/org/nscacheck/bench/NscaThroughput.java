/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.testkit.daemon.NscaDaemon;

/**
 * Results a second that Debian's nsca has really written, and the client's processor time for each, for several clients side
 * by side in one run.
 *
 * <p>Each pass runs from the first connect to the last line in the daemon's file; what was not written does not count.
 * The clients take turns, so that a machine that changes its speed changes it for all. The first connections of a fresh
 * daemon behave like no others and are used up before, which also warms the JVM up.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am
 * </pre>
 */
public final class NscaThroughput {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 5);
    private static final int WARM_UPS = 6;
    private static final int SHORT = 60;
    private static final int LONG = 3000;
    private static final List<Encryption> METHODS = List.of(
            Encryption.NONE,
            Encryption.XOR,
            Encryption.TRIPLE_DES,
            Encryption.RIJNDAEL_128,
            Encryption.RIJNDAEL_256,
            Encryption.SERPENT,
            Encryption.SAFER_PLUS);

    private NscaThroughput() {}

    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "nsca throughput, %d passes, Java %s, %d processors%n",
                PASSES,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        System.out.println(
                "results/s written by the daemon: median [min .. max]; client's processor time in us per result");
        SendNscaProcess program = new SendNscaProcess();
        for (int textBytes : new int[] {SHORT, LONG}) {
            for (Encryption method : METHODS) {
                List<Client> clients = new ArrayList<>(List.of(program.perResult(), program.forAll()));
                if (JavaClients.Jsendnsca.knows(method)) {
                    clients.add(new JavaClients.Jsendnsca(1));
                }
                clients.add(new JavaClients.Ours(0));
                atDaemon(new Scenario(NscaDaemon.Mode.SINGLE, method, textBytes), clients);
            }
        }
        for (Encryption method : METHODS) {
            atDaemon(
                    new Scenario(NscaDaemon.Mode.FORKED, method, SHORT),
                    List.of(program.forAll(), new JavaClients.Ours(0)));
        }
        atDaemon(
                new Scenario(NscaDaemon.Mode.FORKED, Encryption.XOR, SHORT),
                List.of(
                        program.perResult(),
                        new JavaClients.Jsendnsca(1),
                        new JavaClients.Jsendnsca(32),
                        new JavaClients.Ours(1000)));
        for (Encryption method : METHODS) {
            atSink(
                    new Scenario(NscaDaemon.Mode.SINGLE, method, SHORT),
                    List.of(program.forAll(), new JavaClients.Ours(0)));
        }
        allocation();
    }

    /** How many results have arrived, when that many are awaited. */
    @FunctionalInterface
    private interface Arrival {
        int await(int results) throws IOException;
    }

    /** Empties what the last pass has left. */
    @FunctionalInterface
    private interface Reset {
        void run() throws IOException;
    }

    private static void atDaemon(Scenario scenario, List<Client> clients) throws Exception {
        try (Written written = Written.emptiedFile();
                NscaDaemon daemon = NscaDaemon.builder()
                        .mode(scenario.mode())
                        .method(scenario.encryption().number())
                        .password(Scenario.PASSWORD)
                        .commandFile(written.commandFile())
                        .start()) {
            measure(scenario.toString(), scenario, clients, daemon.port(), written::await, written::beginPass);
        }
    }

    private static void atSink(Scenario scenario, List<Client> clients) throws Exception {
        try (Sink sink = new Sink()) {
            Arrival arrival = results -> {
                long began = System.nanoTime();
                while (sink.packets() < results && System.nanoTime() - began < 4_000_000_000L) {
                    LockSupport.parkNanos(100_000);
                }
                return sink.packets();
            };
            String name = "do-nothing sink" + scenario.toString().substring("--single".length());
            measure(name, scenario, clients, sink.port(), arrival, sink::clear);
        }
    }

    private static void measure(
            String name, Scenario scenario, List<Client> clients, int port, Arrival arrival, Reset reset)
            throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            Client ours = clients.get(clients.size() - 1);
            int warm = scenario.isSingle() ? Math.min(500, ours.results(scenario)) : 100;
            ours.send(scenario, port, warm);
            arrival.await((i + 1) * warm);
        }
        Map<Client, Figures> figures = new LinkedHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (Client client : clients) {
                figures.computeIfAbsent(client, c -> new Figures()).add(pass(client, scenario, port, arrival, reset));
            }
        }
        print(name, scenario, figures);
    }

    private static double[] pass(Client client, Scenario scenario, int port, Arrival arrival, Reset reset)
            throws Exception {
        reset.run();
        int results = client.results(scenario);
        long cpu = -1;
        long began = System.nanoTime();
        try {
            cpu = client.send(scenario, port, results);
        } catch (Exception e) {
            // A rejected client may find the daemon without a greeting for the next; what was written is what counts.
            System.out.println("  " + client.name() + ": " + e.getMessage());
        }
        int arrived = arrival.await(results);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new double[] {arrived == results ? results / seconds : 0, cpu < 0 ? Double.NaN : cpu / 1e3 / results};
    }

    /** Rates and processor times of the passes of one client. */
    private static final class Figures {

        private final List<Double> rates = new ArrayList<>();
        private final List<Double> micros = new ArrayList<>();

        void add(double[] pass) {
            rates.add(pass[0]);
            micros.add(pass[1]);
        }

        double median() {
            return median(rates);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private static void print(String name, Scenario scenario, Map<Client, Figures> figures) {
        System.out.printf(Locale.ROOT, "%n%s%n", name);
        double ours = 0;
        for (Figures each : figures.values()) {
            ours = each.median();
        }
        for (Map.Entry<Client, Figures> entry : figures.entrySet()) {
            List<Double> sorted = entry.getValue().rates.stream().sorted().toList();
            double median = entry.getValue().median();
            System.out.printf(
                    Locale.ROOT,
                    "  %-34s %6d results %9.0f/s  [%.0f .. %.0f]  %7.1f us   ours / it %8.2f%n",
                    entry.getKey().name(),
                    entry.getKey().results(scenario),
                    median,
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    Figures.median(entry.getValue().micros),
                    median == 0 ? Double.NaN : ours / median);
        }
    }

    /** Bytes that a result costs of the heap when everything is warm. */
    private static void allocation() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        System.out.printf(Locale.ROOT, "%nallocated by ours per result, 10,000 results to the sink%n");
        for (Encryption method : List.of(Encryption.XOR, Encryption.RIJNDAEL_128, Encryption.RIJNDAEL_256)) {
            for (int textBytes : new int[] {SHORT, LONG}) {
                Scenario scenario = new Scenario(NscaDaemon.Mode.SINGLE, method, textBytes);
                try (Sink sink = new Sink()) {
                    Client ours = new JavaClients.Ours(10_000);
                    ours.send(scenario, sink.port(), 2_000);
                    long before = threads.getCurrentThreadAllocatedBytes();
                    ours.send(scenario, sink.port(), 10_000);
                    long after = threads.getCurrentThreadAllocatedBytes();
                    System.out.printf(
                            Locale.ROOT,
                            "  %-30s %5d bytes of text: %6.1f bytes%n",
                            method.label(),
                            textBytes,
                            (after - before) / 10_000.0);
                }
            }
        }
    }
}
