/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Icinga 2 as a child process, to see what it holds of hosts and services, which metrics it reads from a plugin output and
 * which it rejects.
 *
 * <p>Results go in through its command file; states and texts come out through its status file within a second, metrics through its
 * Graphite writer, rejections through its log.
 * Linux only; the calling test is skipped where icinga2 is not installed ({@link Programs}). One thread at a time.
 */
public final class Icinga2 implements AutoCloseable {

    /** A host whose results tell that everything before them has been dealt with; Icinga keeps their order. */
    private static final String SENTINEL = "nscacheck-sentinel";

    private static final Pattern REJECTED =
            Pattern.compile("Ignoring invalid perfdata for checkable .* with value: (.*)");
    private static final InstantSource CLOCK = InstantSource.system();

    private final TempDirectory directory;
    private final GraphiteSink sink;
    private final ChildProcess process;
    private int sentinels;

    private Icinga2(TempDirectory directory, GraphiteSink sink, ChildProcess process) {
        this.directory = directory;
        this.sink = sink;
        this.process = process;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Returns the FIFO in which it reads commands. */
    public Path commandFile() {
        return directory.file("icinga2.cmd");
    }

    /** Gives it a result or any other external command; the time stamp is put before it. */
    public void submit(String command) {
        String line = "[" + CLOCK.instant().getEpochSecond() + "] " + command + "\n";
        try {
            Files.write(commandFile(), line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives it a result of a service and returns what it understood.
     *
     * @param service without dots, which Graphite's paths take for something else; so the host
     * @param output text, a bar, and the metrics
     */
    public IcingaReading process(String host, String service, int state, String output) {
        String command = "PROCESS_SERVICE_CHECK_RESULT;" + host + ";" + service + ";" + state + ";" + output;
        return understood(host, service, () -> submit(command));
    }

    /** Returns what it understood of a result of a service that somebody else gives it. */
    public IcingaReading understood(String host, String service, Runnable submission) {
        settle();
        int linesBefore = sink.lines().size();
        int rejectionsBefore = rejections().size();
        submission.run();
        settle();
        List<String> lines = sink.lines();
        List<String> rejections = rejections();
        return read(
                "icinga2." + host + ".services." + service + ".passive.",
                lines.subList(linesBefore, lines.size()),
                rejections.subList(rejectionsBefore, rejections.size()));
    }

    /** Returns what it understood of all results of a service since it started, of each metric the latest value. */
    public IcingaReading understood(String host, String service) {
        settle();
        return read("icinga2." + host + ".services." + service + ".passive.", sink.lines(), rejections());
    }

    /** Waits half a minute at most until it holds a result of a service, or of a host if {@code service} is null. */
    public CoreStatus awaitResult(String host, @Nullable String service) {
        return await(host, service, CoreStatus::hasResult);
    }

    /** @throws AssertionError if it does not come to be so within half a minute */
    public CoreStatus await(String host, @Nullable String service, Predicate<CoreStatus> condition) {
        Await.until(
                () -> status(host, service).filter(condition).isPresent(),
                Await.PATIENCE,
                () -> "Icinga 2 holds of " + host + " " + service + ": " + status(host, service));
        return status(host, service).orElseThrow();
    }

    /** Returns what it holds of each host and service, as of the last second. */
    public List<CoreStatus> statuses() {
        return StatusFile.read(directory.file("status.dat"));
    }

    private Optional<CoreStatus> status(String host, @Nullable String service) {
        return statuses().stream().filter(status -> status.isOf(host, service)).findFirst();
    }

    private static IcingaReading read(String prefix, List<String> lines, List<String> rejected) {
        Pattern metric =
                Pattern.compile(Pattern.quote(prefix) + "perfdata\\.(.+)\\.(value|warn|crit|min|max) (\\S+) \\d+");
        Pattern state = Pattern.compile(Pattern.quote(prefix) + "metadata\\.state (\\d+) \\d+");
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        int lastState = -1;
        for (String line : lines) {
            Matcher ofMetric = metric.matcher(line);
            Matcher ofState = state.matcher(line);
            if (ofMetric.matches()) {
                metrics.computeIfAbsent(ofMetric.group(1), label -> new LinkedHashMap<>())
                        .put(ofMetric.group(2), Double.valueOf(ofMetric.group(3)));
            } else if (ofState.matches()) {
                lastState = Integer.parseInt(ofState.group(1));
            }
        }
        Map<String, IcingaReading.Metric> read = new LinkedHashMap<>();
        metrics.forEach((label, fields) -> read.put(label, new IcingaReading.Metric(fields)));
        return new IcingaReading(lastState, read, List.copyOf(rejected));
    }

    /** Returns when everything submitted so far has come out. */
    private void settle() {
        int number = ++sentinels;
        submit("PROCESS_HOST_CHECK_RESULT;" + SENTINEL + ";0;x|number=" + number);
        String sign = "icinga2." + SENTINEL + ".host.passive.perfdata.number.value " + number + " ";
        Await.until(
                () -> sink.lines().stream().anyMatch(line -> line.startsWith(sign)),
                Await.PATIENCE,
                () -> "Icinga 2 does not answer: " + process.story());
    }

    private List<String> rejections() {
        List<String> rejected = new ArrayList<>();
        for (String line : log()) {
            Matcher matcher = REJECTED.matcher(line);
            if (matcher.find()) {
                rejected.add(matcher.group(1));
            }
        }
        return rejected;
    }

    /** Returns the lines of its log. */
    public List<String> log() {
        try (Stream<String> lines = Files.lines(directory.file("stdout"), StandardCharsets.UTF_8)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitStart() {
        Await.until(
                () -> (Files.exists(commandFile()) && sink.isConnected()) || !process.isAlive(),
                Await.PATIENCE,
                () -> "icinga2 is not ready: " + process.story());
        if (!process.isAlive()) {
            throw new IllegalStateException("icinga2 did not start: " + process.story());
        }
    }

    @Override
    public void close() {
        process.kill();
        directory.delete();
        try {
            sink.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which hosts and services it knows. */
    public static final class Builder {

        private final Path program = Programs.require("icinga2");
        private final Set<String> hosts = new LinkedHashSet<>(List.of(SENTINEL));
        private final Map<String, Set<String>> services = new LinkedHashMap<>();
        private final StringBuilder more = new StringBuilder();

        private Builder() {}

        /** Adds a configuration of its own language as it is. */
        public Builder objects(String text) {
            more.append(text).append('\n');
            return this;
        }

        public Builder host(String host) {
            hosts.add(host);
            return this;
        }

        /** Adds a service, and its host. */
        public Builder service(String host, String service) {
            host(host);
            services.computeIfAbsent(host, key -> new LinkedHashSet<>()).add(service);
            return this;
        }

        /**
         * Starts it and returns when it takes commands: half a second later, or ten and a half when Icinga misses its
         * first attempt to connect to our Graphite port and waits for its timer, which happens.
         */
        public Icinga2 start() {
            try {
                TempDirectory directory = TempDirectory.create("nscacheck-icinga-");
                for (String name : List.of("data", "log", "cache", "run", "spool")) {
                    Files.createDirectory(directory.file(name));
                }
                GraphiteSink sink = new GraphiteSink();
                Map<String, Object> values =
                        Map.of("DIR", directory.path(), "GRAPHITE_PORT", sink.port(), "OBJECTS", objects());
                directory.write("icinga2.conf", Template.fill("icinga2/icinga2.conf", values));
                CoreUser user = CoreUser.of("nagios", directory);
                user.own(directory);
                ChildProcess process =
                        ChildProcess.start(command(directory, user), directory.path(), directory.file("stdout"));
                Icinga2 icinga = new Icinga2(directory, sink, process);
                try {
                    icinga.awaitStart();
                    return icinga;
                } catch (AssertionError | IllegalStateException e) {
                    icinga.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> command(TempDirectory directory, CoreUser user) {
            return List.of(
                    program.toString(),
                    "daemon",
                    "-c",
                    directory.file("icinga2.conf").toString(),
                    "-DRunAsUser=" + user.name(),
                    "-DRunAsGroup=" + user.group(),
                    "-DNodeName=it",
                    "-DZoneName=it",
                    "-DDataDir=" + directory.file("data"),
                    "-DLogDir=" + directory.file("log"),
                    "-DCacheDir=" + directory.file("cache"),
                    "-DInitRunDir=" + directory.file("run"),
                    "-DSpoolDir=" + directory.file("spool"));
        }

        private String objects() {
            StringBuilder text = new StringBuilder();
            hosts.forEach(
                    host -> text.append("object Host ").append(quoted(host)).append(" {\n  import \"passive\"\n}\n"));
            services.forEach((host, names) -> names.forEach(name -> text.append("object Service ")
                    .append(quoted(name))
                    .append(" {\n  import \"passive\"\n  host_name = ")
                    .append(quoted(host))
                    .append("\n}\n")));
            return text.append(more).toString();
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }
}
