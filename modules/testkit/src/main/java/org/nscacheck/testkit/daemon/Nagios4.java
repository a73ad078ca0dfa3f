/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A real Nagios core 4 as a child process, with passive hosts and services of the test's choice.
 *
 * <p>It writes its state once a second, so that a result shows one to two seconds after it came. Linux only; the
 * calling test is skipped where nagios4 is not installed ({@link Programs}).
 */
public final class Nagios4 implements AutoCloseable {

    /** The core lives in real time, whatever clock a test uses. */
    private static final InstantSource CLOCK = InstantSource.system();

    private final TempDirectory directory;
    private final ChildProcess process;

    private Nagios4(TempDirectory directory, ChildProcess process) {
        this.directory = directory;
        this.process = process;
    }

    public static Builder builder() {
        return new Builder();
    }

    private void awaitStart() {
        try {
            Await.until(
                    () -> isReady() || !process.isAlive(),
                    Await.PATIENCE,
                    () -> "nagios4 is not ready: " + process.story());
            if (!process.isAlive()) {
                throw new IllegalStateException("nagios4 did not start: " + process.story());
            }
        } catch (AssertionError | IllegalStateException e) {
            close();
            throw e;
        }
    }

    private boolean isReady() {
        return Files.exists(commandFile()) && Files.exists(directory.file("status.dat"));
    }

    /** Returns the FIFO in which it reads commands. */
    public Path commandFile() {
        return directory.file("nagios.cmd");
    }

    /** Returns the directory from which it takes files of check results ({@code check_result_path}). */
    public Path checkResults() {
        return directory.file("checkresults");
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

    /** Returns what it holds of each host and service, as of the last second. */
    public List<CoreStatus> statuses() {
        return StatusFile.read(directory.file("status.dat"));
    }

    /** Returns what it holds of a service, or of a host if {@code service} is null. */
    public Optional<CoreStatus> status(String host, @Nullable String service) {
        return statuses().stream().filter(status -> status.isOf(host, service)).findFirst();
    }

    /** Waits half a minute at most until there is a result for it. */
    public CoreStatus awaitResult(String host, @Nullable String service) {
        return await(host, service, CoreStatus::hasResult);
    }

    /** @throws AssertionError if it does not come to be so within half a minute */
    public CoreStatus await(String host, @Nullable String service, Predicate<CoreStatus> condition) {
        Await.until(
                () -> status(host, service).filter(condition).isPresent(),
                Await.PATIENCE,
                () -> "Nagios holds of " + host + " " + service + ": " + status(host, service) + "\nlog: " + log());
        return status(host, service).orElseThrow();
    }

    /** Returns the lines of its log; it names there the results for hosts and services it does not know. */
    public List<String> log() {
        return StatusFile.lines(logFile());
    }

    /** Returns its log; each external command is a line. */
    public Path logFile() {
        return directory.file("nagios.log");
    }

    @Override
    public void close() {
        process.kill();
        directory.delete();
    }

    /** Which hosts and services it knows. */
    public static final class Builder {

        private final Path program = Programs.require("nagios4");
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Map<String, Set<String>> services = new LinkedHashMap<>();
        private final StringBuilder more = new StringBuilder();
        private @Nullable Duration freshness;

        private Builder() {}

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

        /** Turns a service CRITICAL when its last result is older than that; not done by default. */
        public Builder freshness(Duration freshness) {
            this.freshness = freshness;
            return this;
        }

        /** Adds object definitions as they are. The contact {@code nobody} and the period {@code always} exist. */
        public Builder objects(String definitions) {
            more.append(definitions).append('\n');
            return this;
        }

        /** Starts it and returns when it takes commands. */
        public Nagios4 start() {
            try {
                TempDirectory directory = TempDirectory.create("nscacheck-nagios-");
                Files.createDirectory(directory.file("checkresults"));
                CoreUser user = CoreUser.of("nagios", directory);
                Path configuration = directory.write(
                        "nagios.cfg",
                        Template.fill(
                                "nagios4/nagios.cfg",
                                Map.of(
                                        "DIR",
                                        directory.path(),
                                        "USER",
                                        user.name(),
                                        "GROUP",
                                        user.group(),
                                        "SWEEP",
                                        1)));
                directory.write("objects.cfg", Template.fill("nagios4/objects.cfg", Map.of("OBJECTS", objects())));
                user.own(directory);
                ChildProcess process = ChildProcess.start(
                        List.of(program.toString(), configuration.toString()),
                        directory.path(),
                        directory.file("stdout"));
                Nagios4 nagios = new Nagios4(directory, process);
                nagios.awaitStart();
                return nagios;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String objects() {
            StringBuilder text = new StringBuilder(more);
            for (String host : hosts) {
                text.append("define host {\n host_name ")
                        .append(host)
                        .append('\n')
                        .append(" address 127.0.0.1\n");
                text.append(passive("")).append("}\n");
            }
            services.forEach((host, names) -> names.forEach(name -> {
                text.append("define service {\n host_name ").append(host).append('\n');
                text.append(" service_description ").append(name).append('\n');
                text.append(passive(" check_command stale\n check_interval 1\n retry_interval 1\n"));
                if (freshness != null) {
                    text.append(" check_freshness 1\n freshness_threshold ").append(freshness.toSeconds());
                }
                text.append("\n}\n");
            }));
            return text.toString();
        }

        private static String passive(String more) {
            return " contacts nobody\n max_check_attempts 1\n check_period always\n notification_period always\n"
                    + " notification_interval 0\n active_checks_enabled 0\n passive_checks_enabled 1\n" + more;
        }
    }
}
