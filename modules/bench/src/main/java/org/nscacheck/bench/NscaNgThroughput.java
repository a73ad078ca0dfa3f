/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.nscang.NscaNgClient;
import org.nscacheck.nscang.NscaNgClientSettings;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaNgDaemon;

/**
 * Results a second that Debian's nsca-ng has written into its FIFO, all on one connection: ours with each version of TLS, and
 * NSCA-ng's own client. That one is called {@code send_nsca} too, so its package cannot be installed beside the other; unpack
 * it and name the program.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=NscaNgThroughput -Dnscacheck.bench.send-nsca-ng=/path/of/send_nsca
 * </pre>
 */
public final class NscaNgThroughput {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 5);
    private static final int RESULTS = 5000;
    private static final String IDENTITY = "shop";
    private static final String PASSWORD = "benchmark";
    private static final String TEXT = "7 mails not sent, the oldest waits for 3 minutes";

    private NscaNgThroughput() {}

    /** One way to bring results to the server. */
    @FunctionalInterface
    private interface Way {
        void send(NscaNgDaemon daemon, int results) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Way> ways = new LinkedHashMap<>();
        String program = System.getProperty("nscacheck.bench.send-nsca-ng", "");
        if (program.isEmpty()) {
            System.out.println("nscacheck.bench.send-nsca-ng is not set: ours only");
        } else {
            ways.put("NSCA-ng's send_nsca", (daemon, results) -> program(program, daemon, results));
        }
        ways.put("ours, TLS 1.2", (daemon, results) -> ours(NscaNgClientSettings.Tls.V12, daemon, results));
        ways.put("ours, TLS 1.3", (daemon, results) -> ours(NscaNgClientSettings.Tls.V13, daemon, results));
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int pass = -1; pass < PASSES; pass++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                double rate = rate(way.getValue());
                if (pass >= 0) { // the first warms up
                    rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        double base = median(rates.values().iterator().next());
        System.out.printf(Locale.ROOT, "nsca-ng, %d results on one connection, %d passes%n", RESULTS, PASSES);
        rates.forEach((name, values) -> System.out.printf(
                Locale.ROOT,
                "  %-22s median %8.0f/s  [%.0f .. %.0f]  ratio to the first %.2f%n",
                name,
                median(values),
                Collections.min(values),
                Collections.max(values),
                median(values) / base));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double rate(Way way) throws Exception {
        try (NscaNgDaemon daemon = NscaNgDaemon.start(IDENTITY, PASSWORD, ".*", ".*")) {
            long began = System.nanoTime();
            way.send(daemon, RESULTS);
            daemon.commands().awaitLines(RESULTS);
            return RESULTS / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static void ours(NscaNgClientSettings.Tls tls, NscaNgDaemon daemon, int results) throws Exception {
        Report report = new Report(
                Target.service("shop", "Mail queue"), CheckResult.of(Status.WARNING, TEXT), Instant.now(), null);
        try (NscaNgClient client =
                new NscaNgClient(NscaNgClientSettings.of("127.0.0.1", daemon.port(), IDENTITY, Secret.of(PASSWORD))
                        .with(tls))) {
            client.send(Collections.nCopies(results, report), Deadline.in(Duration.ofSeconds(60)));
        }
    }

    private static void program(String program, NscaNgDaemon daemon, int results) throws Exception {
        Path configuration = Files.writeString(
                Files.createTempFile("nscacheck-bench-", ".cfg"),
                "identity = \"" + IDENTITY + "\"\npassword = \"" + PASSWORD + "\"\nserver = \"127.0.0.1\"\nport = \""
                        + daemon.port() + "\"\n");
        Path input = Files.writeString(
                Files.createTempFile("nscacheck-bench-", ".in"),
                IntStream.range(0, results)
                        .mapToObj(i -> "shop\tMail queue\t1\t" + TEXT + "\n")
                        .collect(Collectors.joining(String.valueOf((char) 0x17))));
        Process process = new ProcessBuilder(program, "-c", configuration.toString(), "-o", "60")
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.waitFor();
        Files.delete(configuration);
        Files.delete(input);
    }
}
