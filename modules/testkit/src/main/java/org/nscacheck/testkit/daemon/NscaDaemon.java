/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code nsca} of Nagios, the C daemon, as a child process on 127.0.0.1.
 *
 * <pre>{@code
 * try (NscaDaemon daemon = NscaDaemon.builder().method(14).password("s3cret").start()) {
 *     // send to daemon.port()
 *     assertThat(daemon.awaitResults(1)).extracting(PassiveResult::output).containsExactly("OK - fine");
 * }
 * }</pre>
 *
 * <p>It answers nothing and rejects in silence: what it accepted is seen in its command file only, here a regular file
 * unless another is given. Linux only; the calling test is skipped where nsca is not installed ({@link Programs}). Not for
 * use by several threads, except for reading results.
 */
public final class NscaDaemon implements AutoCloseable {

    /** How the daemon serves connections. */
    public enum Mode {
        /** One process, one connection after the other. */
        SINGLE("--single"),
        /** A child per connection; accepting one takes up to a second, and an idle one is dropped after 11 s. */
        FORKED("--daemon");

        private final String option;

        Mode(String option) {
            this.option = option;
        }
    }

    private final TempDirectory directory;
    private final Builder settings;
    private final int port;
    private final Path commandFile;
    private final Path configuration;
    private @Nullable ChildProcess process;

    private NscaDaemon(Builder settings) throws IOException {
        this.directory = TempDirectory.create("nscacheck-nsca-");
        this.settings = settings;
        this.port = settings.port == 0 ? Ports.free() : settings.port;
        this.commandFile = settings.commandFile == null ? directory.file("command") : settings.commandFile;
        if (settings.commandFile == null) {
            Files.createFile(commandFile);
        }
        this.configuration = directory.write("nsca.cfg", settings.render(port, commandFile, directory));
    }

    public static Builder builder() {
        return new Builder();
    }

    private void launch() throws IOException {
        List<String> command =
                List.of(settings.program.toString(), "-f", "-c", configuration.toString(), settings.mode.option);
        ChildProcess child = ChildProcess.start(command, directory.path(), directory.file("log"));
        process = child;
        Await.until(
                () -> Ports.isListening(port) || !child.isAlive(),
                Await.PATIENCE,
                () -> "nsca does not listen on port " + port + ": " + child.story());
        if (!child.isAlive()) {
            throw new IOException("nsca did not start on port " + port + ": " + child.story() + "\n"
                    + Files.readString(configuration));
        }
    }

    public int port() {
        return port;
    }

    public String password() {
        return settings.password;
    }

    /** Returns the number of the encryption method, as the configuration files write it. */
    public int method() {
        return settings.method;
    }

    /** Returns the configuration the daemon reads. */
    public Path configuration() {
        return configuration;
    }

    /** Returns a configuration for {@code send_nsca} that fits this daemon. */
    public Path clientConfiguration() {
        String password = settings.password.isEmpty() ? "" : "password=" + settings.password + "\n";
        return directory.write("send_nsca.cfg", password + "encryption_method=" + settings.method + "\n");
    }

    /** Returns the lines of the command file as they are, complete ones only. */
    public List<String> rawLines() {
        String text = read(commandFile);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Returns what the daemon has accepted, in its order. Only for a command file that is a regular file. */
    public List<PassiveResult> results() {
        return rawLines().stream().map(PassiveResult::parse).toList();
    }

    /** Waits half a minute at most until at least that many results were accepted, and returns all. */
    public List<PassiveResult> awaitResults(int count) {
        return awaitResults(count, Await.PATIENCE);
    }

    /** @throws AssertionError if fewer have come in time */
    public List<PassiveResult> awaitResults(int count, Duration patience) {
        Await.until(
                () -> rawLines().size() >= count,
                patience,
                () -> "nsca accepted " + rawLines().size() + " results, expected " + count + ": " + rawLines());
        return results();
    }

    /** Returns the files of {@code check_result_path}, without the empty {@code .ok} markers. */
    public List<String> checkResultFiles() {
        Path path = directory.file("checkresults");
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> Files.exists(file.resolveSibling(file.getFileName() + ".ok")))
                    .sorted()
                    .map(NscaDaemon::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets what came so far: empties the command file. */
    public void clear() {
        try {
            Files.write(commandFile, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the daemon in order; {@link #restart} brings it back. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    /** Ends the daemon by SIGKILL: results it has read and not written are lost, as after a crash. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Freezes the daemon: connections are still made, by the kernel, but nobody greets. */
    public void suspend() {
        running().signal("STOP");
    }

    /** Ends {@link #suspend}. */
    public void resume() {
        running().signal("CONT");
    }

    /** Freezes the children that serve the connections of a forked daemon; others are forked for new connections. */
    public void suspendChildren() {
        running().signalChildren("STOP");
    }

    /** Ends {@link #suspendChildren}. */
    public void resumeChildren() {
        running().signalChildren("CONT");
    }

    /** Starts the daemon again, on the same port and with the same command file; stops it first if it runs. */
    public void restart() {
        stop();
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    private ChildProcess running() {
        if (process == null) {
            throw new IllegalStateException("nsca was not started");
        }
        return process;
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.kill();
        }
        directory.delete();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the daemon shall be like; by default {@code --single}, XOR, password {@code secret}, a free port. */
    public static final class Builder {

        private final Path program = Programs.require("nsca");
        private final Map<String, String> more = new LinkedHashMap<>();
        private int port;
        private String password = "secret";
        private int method = 1;
        private Mode mode = Mode.SINGLE;
        private @Nullable Path commandFile;
        private boolean checkResultPath;

        private Builder() {}

        /** Listens there; 0, the default, takes a free port. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Sets the password, in UTF-8; empty for none. */
        public Builder password(String password) {
            this.password = password;
            return this;
        }

        /** Sets the encryption method by the number of the configuration file: 0 none, 1 XOR, 14 AES. */
        public Builder method(int method) {
            this.method = method;
            return this;
        }

        public Builder mode(Mode mode) {
            this.mode = mode;
            return this;
        }

        /** Writes results there instead of a file of its own: the FIFO of a monitoring core for instance. */
        public Builder commandFile(Path commandFile) {
            this.commandFile = commandFile;
            return this;
        }

        /** Writes one file per result instead, see {@link NscaDaemon#checkResultFiles()}. */
        public Builder withCheckResultFiles() {
            this.checkResultPath = true;
            return this;
        }

        /** Adds a line {@code name=value} to the configuration. */
        public Builder setting(String name, String value) {
            more.put(name, value);
            return this;
        }

        /**
         * Starts the daemon and returns when it listens.
         *
         * @throws UncheckedIOException if it refuses its configuration or the port is taken
         */
        public NscaDaemon start() {
            try {
                NscaDaemon daemon = new NscaDaemon(this);
                try {
                    daemon.launch();
                    return daemon;
                } catch (IOException | AssertionError e) {
                    daemon.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String render(int port, Path commandFile, TempDirectory directory) throws IOException {
            List<String> lines = new ArrayList<>();
            if (!password.isEmpty()) { // an empty value would be a fault
                lines.add("password=" + password);
            }
            if (checkResultPath) {
                lines.add("check_result_path=" + Files.createDirectory(directory.file("checkresults")));
            }
            more.forEach((name, value) -> lines.add(name + "=" + value));
            boolean fifo = Files.exists(commandFile) && !Files.isRegularFile(commandFile);
            return Template.fill(
                    "nsca/nsca.cfg",
                    Map.of(
                            "PORT",
                            port,
                            "COMMAND_FILE",
                            commandFile,
                            "DUMP_FILE",
                            directory.file("dump"),
                            "APPEND",
                            fifo ? 0 : 1,
                            "METHOD",
                            method,
                            "MORE",
                            String.join("\n", lines)));
        }
    }
}
