/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.testkit.peer.NscaDaemon;

/**
 * Results a second that Debian's nsca has really written, for four clients side by side in one run.
 *
 * <p>Each pass runs from the first connect to the last line in the daemon's file; what was not written does not count.
 * The clients take turns, so that a machine that changes its speed changes it for all. The first connection of a fresh
 * daemon behaves like no other and is used up before.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am
 * </pre>
 */
public final class NscaThroughput {

    private static final String PASSWORD = "benchmark";
    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 5);

    private NscaThroughput() {}

    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "nsca throughput, %d passes, Java %s, %d processors%n%n",
                PASSES,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        for (NscaDaemon.Mode mode : NscaDaemon.Mode.values()) {
            for (Encryption encryption : List.of(Encryption.XOR, Encryption.RIJNDAEL_128)) {
                run(mode, encryption);
            }
        }
    }

    private static void run(NscaDaemon.Mode mode, Encryption encryption) throws Exception {
        Path written = Files.createTempFile("nscacheck-bench-", ".cmd");
        try (NscaDaemon daemon = NscaDaemon.builder()
                .mode(mode)
                .method(encryption.number())
                .password(PASSWORD)
                .commandFile(written)
                .start()) {
            Map<Client, List<Double>> rates = new LinkedHashMap<>();
            List<Client> clients = Clients.all(daemon, encryption, PASSWORD);
            clients.get(clients.size() - 1).send(10);
            LineCount.await(written, 10);
            for (int pass = 0; pass < PASSES; pass++) {
                for (Client client : clients) {
                    rates.computeIfAbsent(client, c -> new ArrayList<>())
                            .add(rate(client, client.results(mode), written));
                }
            }
            print(mode, encryption, rates);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static double rate(Client client, int results, Path written) throws Exception {
        truncate(written);
        long began = System.nanoTime();
        try {
            client.send(results);
        } catch (Exception e) {
            // A rejected client may find the daemon without a greeting for the next; what was written is what counts.
            System.out.println("  " + client.name() + ": " + e.getMessage());
        }
        int arrived = LineCount.await(written, results);
        double seconds = (System.nanoTime() - began) / 1e9;
        return arrived == results ? results / seconds : 0;
    }

    private static void truncate(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(NscaDaemon.Mode mode, Encryption encryption, Map<Client, List<Double>> rates) {
        System.out.printf(Locale.ROOT, "%s, %s%n", mode, encryption.label());
        double ours = 0;
        Map<Client, Double> medians = new LinkedHashMap<>();
        for (Map.Entry<Client, List<Double>> entry : rates.entrySet()) {
            double[] sorted = entry.getValue().stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            double median = sorted[sorted.length / 2];
            medians.put(entry.getKey(), median);
            ours = median;
            System.out.printf(
                    Locale.ROOT,
                    "  %-42s %6d results  median %8.0f/s  [%.0f .. %.0f]%s%n",
                    entry.getKey().name(),
                    entry.getKey().results(mode),
                    median,
                    sorted[0],
                    sorted[sorted.length - 1],
                    median == 0 ? "  rejected by the daemon" : "");
        }
        for (Map.Entry<Client, Double> entry : medians.entrySet()) {
            if (entry.getValue() > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "  ratio ours / %-32s %8.1f%n",
                        entry.getKey().name(),
                        ours / entry.getValue());
            }
        }
        System.out.println();
    }
}
