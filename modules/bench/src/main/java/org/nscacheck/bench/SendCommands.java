/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.Programs;

/**
 * {@code nscacheck send} beside {@code send_nsca}, as whole processes: how long one result takes from the start to the end of the process,
 * and how many results a second the daemon has written of many on standard input. The command is that of an unpacked zip.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=SendCommands -Dnscacheck.bench.command=/opt/nscacheck/bin/nscacheck
 * </pre>
 */
public final class SendCommands {

    private static final int PASSES = Integer.getInteger("nscacheck.bench.passes", 5);
    private static final int STARTS = 15;
    private static final String ETB = String.valueOf((char) 0x17);
    private static final String TEXT = "7 mails not sent, the oldest of them waits for 3 minutes";
    private static final Map<Integer, Integer> RESULTS = new LinkedHashMap<>();

    static {
        RESULTS.put(1, 10_000);
        RESULTS.put(14, 4_000);
    }

    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    private SendCommands() {
        commands.put("send_nsca", List.of(Programs.require("send_nsca").toString()));
        String ours = System.getProperty("nscacheck.bench.command", "");
        if (ours.isEmpty()) {
            System.out.println("nscacheck.bench.command is not set: send_nsca only");
        } else {
            commands.put("nscacheck send", List.of(ours, "send"));
        }
    }

    public static void main(String[] args) throws Exception {
        new SendCommands().measure();
    }

    private void measure() throws Exception {
        for (Map.Entry<Integer, Integer> method : RESULTS.entrySet()) {
            try (NscaDaemon daemon =
                    NscaDaemon.builder().method(method.getKey()).start()) {
                measure(daemon, method.getValue());
            }
        }
    }

    private void measure(NscaDaemon daemon, int results) throws Exception {
        Map<String, List<Double>> starts = new LinkedHashMap<>();
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Path one = input(1);
        Path many = input(results);
        for (int i = -2; i < STARTS; i++) { // the first ones make the archive of classes
            for (String name : commands.keySet()) {
                long nanos = run(name, daemon, one, 1);
                if (i >= 0) {
                    starts.computeIfAbsent(name, each -> new ArrayList<>()).add(nanos / 1e6);
                }
            }
        }
        for (int pass = 0; pass < PASSES; pass++) {
            for (String name : commands.keySet()) {
                double rate = results / (run(name, daemon, many, results) / 1e9);
                rates.computeIfAbsent(name, each -> new ArrayList<>()).add(rate);
            }
        }
        for (String name : commands.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "method %d, %-14s one result: %s ms; %d on standard input: %s/s%n",
                    daemon.method(),
                    name,
                    shown(starts.getOrDefault(name, List.of())),
                    results,
                    shown(rates.getOrDefault(name, List.of())));
        }
    }

    private static Path input(int results) throws IOException {
        String records = IntStream.range(0, results)
                .mapToObj(i -> "shop\tService " + i + "\t1\t" + TEXT)
                .collect(Collectors.joining(ETB));
        return Files.writeString(Files.createTempFile("nscacheck-bench-", ".in"), records);
    }

    /** Returns how long the process takes, or of many results, until the daemon has written the last of them. */
    private long run(String name, NscaDaemon daemon, Path input, int results) throws Exception {
        daemon.clear();
        List<String> words = new ArrayList<>(commands.get(name));
        words.addAll(List.of("-H", "127.0.0.1", "-p", String.valueOf(daemon.port()), "-to", "120"));
        words.addAll(List.of("-c", daemon.clientConfiguration().toString()));
        long began = System.nanoTime();
        int exitCode = new ProcessBuilder(words)
                .redirectInput(input.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException(name + " ended with " + exitCode);
        }
        long process = System.nanoTime() - began;
        daemon.awaitResults(results);
        return results == 1 ? process : System.nanoTime() - began;
    }

    private static String shown(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%.0f [%.0f .. %.0f]",
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
