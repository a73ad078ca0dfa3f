/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real {@code nsca-ng} server as a child process on 127.0.0.1, with one client it knows. What it accepts goes into a FIFO
 * that is read here. Linux only; the calling test is skipped where nsca-ng is not installed ({@link Programs}).
 */
public final class NscaNgDaemon implements AutoCloseable {

    private final TempDirectory directory;
    private final Fifo fifo;
    private final int port = Ports.free();
    private final Path program;
    private final Path configuration;
    private @Nullable ChildProcess process;

    private NscaNgDaemon(Path program, Map<String, String> values) throws IOException {
        this.program = program;
        this.directory = TempDirectory.create("nscacheck-nsca-ng-");
        this.fifo = Fifo.create().startReading();
        Map<String, Object> all = new HashMap<>(values);
        all.put("PORT", port);
        all.put("COMMAND_FILE", fifo.path());
        this.configuration = directory.write("nsca-ng.cfg", Template.fill("nsca-ng/nsca-ng.cfg", all));
    }

    /**
     * Starts a server that allows this identity the hosts and services of these POSIX regular expressions.
     *
     * @throws UncheckedIOException if it refuses its configuration
     */
    public static NscaNgDaemon start(String identity, String password, String hosts, String services) {
        return start(identity, password, hosts, services, 16384);
    }

    /** Starts a server that takes commands of at most that many bytes. */
    public static NscaNgDaemon start(
            String identity, String password, String hosts, String services, int maxCommandBytes) {
        Path program = Programs.require("nsca-ng");
        try {
            NscaNgDaemon daemon = new NscaNgDaemon(
                    program,
                    Map.of(
                            "IDENTITY",
                            identity,
                            "PASSWORD",
                            password,
                            "HOSTS",
                            hosts,
                            "SERVICES",
                            services,
                            "MAX_COMMAND_SIZE",
                            String.valueOf(maxCommandBytes)));
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

    private void launch() throws IOException {
        ChildProcess child = ChildProcess.start(
                List.of(program.toString(), "-F", "-S", "-c", configuration.toString()),
                directory.path(),
                directory.file("log"));
        process = child;
        Await.until(
                () -> Ports.isListening(port) || !child.isAlive(),
                Await.PATIENCE,
                () -> "nsca-ng does not listen on port " + port + ": " + child.story());
        if (!child.isAlive()) {
            throw new IOException("nsca-ng did not start on port " + port + ": " + child.story());
        }
    }

    public int port() {
        return port;
    }

    /** Returns the FIFO into which accepted commands are written. */
    public Fifo commands() {
        return fifo;
    }

    /** Ends the server and starts it again on the same port; open sessions are lost. */
    public void restart() {
        if (process != null) {
            process.stop();
        }
        try {
            launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Freezes the server, so that it answers nothing. */
    public void suspend() {
        running().signal("STOP");
    }

    /** Ends {@link #suspend}. */
    public void resume() {
        running().signal("CONT");
    }

    private ChildProcess running() {
        return Objects.requireNonNull(process, "nsca-ng was not started");
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.kill();
        }
        fifo.close();
        directory.delete();
    }
}
