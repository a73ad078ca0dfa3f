/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.testkit.daemon.NscaDaemon;

/**
 * The same many results, pass after pass, to {@code nsca --single} as people run it: what it writes into changes how fast it
 * reads, and a client that does not live with that puts it to sleep for a second. {@code send_nsca} in bulk, ours, and if
 * a class path of it is given, ours of another version; arguments are the methods, all three without them. The clients take turns. Each place is measured while the machine has nothing
 * else to do and while all of its processors are busy.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=NscaStalls -Dnscacheck.bench.passes=12 \
 *     -Dnscacheck.bench.former=&lt;class path of the other version's nsca and core&gt;
 * </pre>
 */
public final class NscaStalls {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 12);
    private static final String FORMER = System.getProperty("nscacheck.bench.former", "");
    private static final int LINES_BEFORE = 1_000_000;
    private static final int WARM_UPS = 6;
    private static final int WARM_UP_RESULTS = 2_000;
    private static final int TEXT_BYTES = 60;
    private static final List<Encryption> METHODS = List.of(Encryption.NONE, Encryption.XOR, Encryption.RIJNDAEL_128);

    private NscaStalls() {}

    /** What the daemon writes into. */
    private enum Place {
        EMPTIED("file, emptied"),
        GROWING("file, 1,000,000 lines and more"),
        FIFO("FIFO with a reader"),
        NAGIOS("FIFO of nagios4");

        private final String label;

        Place(String label) {
            this.label = label;
        }

        private Written open() throws IOException {
            return switch (this) {
                case EMPTIED -> Written.emptiedFile();
                case GROWING -> Written.growingFile(LINES_BEFORE);
                case FIFO -> Written.fifo();
                case NAGIOS -> Written.nagios();
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("results/s: median [all passes, in their order]; a pass without all of its results is 0");
        for (Place place : Place.values()) {
            for (Encryption method : methods(arguments)) {
                Scenario scenario = new Scenario(NscaDaemon.Mode.SINGLE, method, TEXT_BYTES);
                try (Written written = place.open();
                        NscaDaemon daemon = NscaDaemon.builder()
                                .mode(scenario.mode())
                                .method(method.number())
                                .password(Scenario.PASSWORD)
                                .commandFile(written.commandFile())
                                .start()) {
                    measure(place, scenario, daemon.port(), written);
                }
            }
        }
    }

    private static List<Encryption> methods(String[] arguments) {
        return arguments.length == 0
                ? METHODS
                : Stream.of(arguments).map(Encryption::valueOf).toList();
    }

    private static void measure(Place place, Scenario scenario, int port, Written written) throws Exception {
        List<Client> clients = new ArrayList<>(List.of(new SendNscaProcess().forAll(), new JavaClients.Ours(0)));
        if (!FORMER.isEmpty()) {
            clients.add(new FormerClient(FORMER));
        }
        for (int i = 0; i < WARM_UPS; i++) {
            for (Client client : clients) {
                pass(client, scenario, port, written, WARM_UP_RESULTS);
            }
        }
        print(place, scenario, "idle", passes(clients, scenario, port, written));
        try (BusyProcessors busy = BusyProcessors.start()) {
            print(place, scenario, busy.toString(), passes(clients, scenario, port, written));
        }
    }

    private static Map<Client, List<Double>> passes(List<Client> clients, Scenario scenario, int port, Written written)
            throws Exception {
        Map<Client, List<Double>> rates = new LinkedHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (Client client : clients) {
                double rate = pass(client, scenario, port, written, client.results(scenario));
                rates.computeIfAbsent(client, c -> new ArrayList<>()).add(rate);
            }
        }
        return rates;
    }

    private static double pass(Client client, Scenario scenario, int port, Written written, int results)
            throws Exception {
        written.beginPass();
        long began = System.nanoTime();
        client.send(scenario, port, results);
        int arrived = written.await(results);
        return arrived == results ? results / ((System.nanoTime() - began) / 1e9) : 0;
    }

    private static void print(Place place, Scenario scenario, String load, Map<Client, List<Double>> rates) {
        System.out.printf(Locale.ROOT, "%n%s, %s, %s%n", scenario, place.label, load);
        double first = 0;
        for (Map.Entry<Client, List<Double>> entry : rates.entrySet()) {
            List<Double> sorted = entry.getValue().stream().sorted().toList();
            double median = sorted.get(sorted.size() / 2);
            first = first == 0 ? median : first;
            System.out.printf(
                    Locale.ROOT,
                    "  %-28s %6d results %9.0f/s  worst / median %.2f  it / (b) %.2f  %s%n",
                    entry.getKey().name(),
                    entry.getKey().results(scenario),
                    median,
                    sorted.get(0) / median,
                    median / first,
                    entry.getValue().stream().map(Math::round).toList());
        }
    }
}
