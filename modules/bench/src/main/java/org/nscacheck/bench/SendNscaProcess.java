/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nscacheck.testkit.daemon.Programs;

/** {@code send_nsca} as a child process, for one result or for all of them on its standard input. */
final class SendNscaProcess {

    private static final String ETB = String.valueOf((char) 0x17);
    /** What the shell's {@code times} says: its own time, and on the second line its children's. */
    private static final Pattern TIMES =
            Pattern.compile("\\d+m[\\d.]+s \\d+m[\\d.]+s\\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    private final Path program = Programs.require("send_nsca");

    private static String line(Scenario scenario) {
        return Scenario.HOST + "\t" + Scenario.SERVICE + "\t1\t" + scenario.text();
    }

    private static Path configuration(Scenario scenario) throws IOException {
        Path file = Files.createTempFile("nscacheck-bench-", ".cfg");
        return Files.writeString(
                file,
                "password=" + Scenario.PASSWORD + "\nencryption_method="
                        + scenario.encryption().number() + "\n");
    }

    private String command(Path configuration, int port) {
        return program + " -H 127.0.0.1 -p " + port + " -to 120 -c " + configuration;
    }

    /** The way of the Odoo module. */
    Client perResult() {
        return new Client() {
            @Override
            public String name() {
                return "(a) one send_nsca per result";
            }

            @Override
            public int results(Scenario scenario) {
                return scenario.isSingle() ? 60 : 5;
            }

            @Override
            public long send(Scenario scenario, int port, int results) throws Exception {
                Path configuration = configuration(scenario);
                Path input = Files.writeString(Files.createTempFile("nscacheck-bench-", ".in"), line(scenario));
                String[] words = command(configuration, port).split(" ");
                for (int i = 0; i < results; i++) {
                    new ProcessBuilder(words)
                            .redirectInput(input.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
                }
                Files.delete(configuration);
                Files.delete(input);
                return -1;
            }
        };
    }

    Client forAll() {
        return new Client() {
            @Override
            public String name() {
                return "(b) one send_nsca for all";
            }

            @Override
            public int results(Scenario scenario) {
                return scenario.bulk();
            }

            @Override
            public long send(Scenario scenario, int port, int results) throws Exception {
                Path configuration = configuration(scenario);
                Path input = Files.writeString(
                        Files.createTempFile("nscacheck-bench-", ".in"),
                        IntStream.range(0, results)
                                .mapToObj(i -> line(scenario))
                                .collect(Collectors.joining(ETB)));
                Process shell = new ProcessBuilder(
                                "bash",
                                "-c",
                                command(configuration, port) + " < " + input + " > /dev/null 2>&1; echo; times")
                        .start();
                String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                shell.waitFor();
                Files.delete(configuration);
                Files.delete(input);
                return childTime(said);
            }
        };
    }

    private static long childTime(String said) {
        Matcher times = TIMES.matcher(said);
        if (!times.find()) {
            return -1;
        }
        double seconds = 60 * Double.parseDouble(times.group(1))
                + Double.parseDouble(times.group(2))
                + 60 * Double.parseDouble(times.group(3))
                + Double.parseDouble(times.group(4));
        return (long) (seconds * 1e9);
    }
}
