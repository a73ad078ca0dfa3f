/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The installed Icinga 2, fed through its command pipe. What it made of the results is read from the state file that it
 * leaves behind; the values of the metrics are asked from its own console.
 */
public final class RealIcinga2 {

    private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    /** A metric that it reads, or one that it does not. */
    private static final Pattern METRIC =
            Pattern.compile("\\[" + STRING + ",([^],]+),\"([a-z-]*)\",([^],]+),([^],]+),([^],]+),([^],]+)]|null");

    /** So many metrics are asked about at once; an argument of a program has at most 128 KiB. */
    private static final int CHUNK = 200;

    private final Path directory;

    public RealIcinga2(Path directory) {
        this.directory = directory;
    }

    /** Hands each output in as a result of its own service and returns the metrics of each. */
    public List<List<ReadMetric>> read(List<String> outputs) throws IOException, InterruptedException {
        Path program = RealProgram.find("/usr/sbin/icinga2");
        Path commands = directory.resolve("commands");
        Path log = directory.resolve("log");
        try (RealProgram icinga = RealProgram.start(directory, words(program, outputs.size()))) {
            await().atMost(Duration.ofSeconds(60))
                    .failFast("Icinga ended", () -> icinga.output().contains("critical/"))
                    .until(() -> Files.exists(commands));
            Files.writeString(commands, CommandLines.of(outputs));
            await().atMost(Duration.ofSeconds(30)).until(() -> processed(log) == outputs.size());
        }
        List<List<String>> found = performanceData();
        List<@Nullable ReadMetric> metrics =
                parse(program, found.stream().flatMap(List::stream).toList());
        List<List<ReadMetric>> read = new ArrayList<>();
        int next = 0;
        for (List<String> texts : found) {
            List<ReadMetric> ofService = new ArrayList<>();
            for (ReadMetric metric : metrics.subList(next, next + texts.size())) {
                if (metric != null) {
                    ofService.add(metric);
                }
            }
            read.add(ofService);
            next += texts.size();
        }
        return read;
    }

    private static long processed(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("Processing passive check result for service"))
                .count();
    }

    /** The performance data of each service, taken apart into metrics but not yet read, in the order of the names. */
    private List<List<String>> performanceData() throws IOException {
        Map<String, List<String>> services = new TreeMap<>();
        String state = Files.readString(directory.resolve("icinga2.state"), StandardCharsets.UTF_8);
        for (String object : state.split(",(?=\\d+:\\{)")) {
            int name = object.indexOf("\"name\":\"h!");
            int start = object.indexOf("\"performance_data\":[");
            if (name >= 0) {
                assertThat(start).as(object).isNotNegative();
                int end = object.indexOf("],\"previous_hard_state\"", start);
                services.put(
                        object.substring(name),
                        Pattern.compile(STRING)
                                .matcher(object.substring(start + "\"performance_data\":".length(), end))
                                .results()
                                .map(match -> unescape(match.group(1)))
                                .toList());
            }
        }
        return List.copyOf(services.values());
    }

    /** Returns what each metric is read as, null for one that it refuses. */
    private List<@Nullable ReadMetric> parse(Path program, List<String> metrics)
            throws IOException, InterruptedException {
        List<@Nullable ReadMetric> read = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i += CHUNK) {
            read.addAll(parseChunk(program, metrics.subList(i, Math.min(i + CHUNK, metrics.size()))));
        }
        return read;
    }

    private List<@Nullable ReadMetric> parseChunk(Path program, List<String> metrics)
            throws IOException, InterruptedException {
        StringBuilder list = new StringBuilder();
        for (String metric : metrics) {
            list.append(list.isEmpty() ? "" : ",")
                    .append('"')
                    .append(metric.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        String answer = RealProgram.run(
                directory,
                program.toString(),
                "console",
                "--eval",
                "var r = []; for (x in [" + list + "]) { try { var p = parse_performance_data(x);"
                        + " r.add([p.label, p.value, p.unit, p.warn, p.crit, p.min, p.max]) }"
                        + " except { r.add(null) } }; Json.encode(r)");
        String json = unescape(answer.substring(1, answer.length() - 1));
        List<@Nullable ReadMetric> read = METRIC.matcher(json)
                .results()
                .map(match -> match.group(1) == null ? null : metric(match))
                .collect(Collectors.toList());
        assertThat(read).as(json).hasSameSizeAs(metrics);
        return read;
    }

    private static ReadMetric metric(MatchResult match) {
        return new ReadMetric(
                unescape(match.group(1)),
                Double.parseDouble(match.group(2)),
                match.group(3),
                number(match.group(4)),
                number(match.group(5)),
                number(match.group(6)),
                number(match.group(7)));
    }

    private static @Nullable String number(String json) {
        return json.equals("null") ? null : String.valueOf(Double.parseDouble(json));
    }

    private static String unescape(String json) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(++i);
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                text.append(escaped == 'n' ? '\n' : escaped);
            }
        }
        return text.toString();
    }

    private List<String> words(Path program, int services) throws IOException, InterruptedException {
        StringBuilder config = new StringBuilder("""
                object FileLogger "log" {
                  path = "%1$s/log"
                  severity = "notice"
                }
                object ExternalCommandListener "commands" {
                  command_path = "%1$s/commands"
                }
                object CheckCommand "none" {
                  command = [ "/bin/true" ]
                }
                object Host "h" {
                  check_command = "none"
                  enable_active_checks = false
                }
                """.formatted(directory));
        for (int i = 0; i < services; i++) {
            config.append("object Service \"").append(CommandLines.service(i)).append("\" {\n  host_name = \"h\"\n");
            config.append("  check_command = \"none\"\n  enable_active_checks = false\n}\n");
        }
        Path file = Files.writeString(directory.resolve("icinga2.conf"), config);
        List<String> words = new ArrayList<>(List.of(program.toString(), "daemon", "-c", file.toString()));
        words.add("-DRunAsUser=" + RealProgram.user(directory));
        words.add("-DRunAsGroup=" + RealProgram.group(directory));
        for (String place : List.of("DataDir", "LogDir", "CacheDir", "SpoolDir", "InitRunDir")) {
            words.add("-D" + place + "=" + directory);
        }
        return words;
    }
}
