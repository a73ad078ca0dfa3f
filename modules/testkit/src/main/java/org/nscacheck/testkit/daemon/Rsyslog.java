/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real rsyslog as a child process: UDP, TCP and the socket of a local daemon, read into one file. Linux only; the calling test is
 * skipped where rsyslog is not installed ({@link Programs}).
 */
public final class Rsyslog implements AutoCloseable {

    private final TempDirectory directory;
    private final int udpPort = Ports.free();
    private final int tcpPort = Ports.free();
    private @Nullable ChildProcess process;

    private Rsyslog() throws IOException {
        this.directory = TempDirectory.create("nscacheck-rsyslog-");
    }

    /** Starts one whose TCP is not encrypted. */
    public static Rsyslog start() {
        return start(Map.of("DRIVER", "ptcp", "MODE", 0, "CA_FILE", "", "CERTIFICATE_FILE", "", "KEY_FILE", ""));
    }

    /** Starts one whose TCP is encrypted; the files are PEM. */
    public static Rsyslog startTls(Path caFile, Path certificateFile, Path keyFile) {
        return start(Map.of(
                "DRIVER",
                "ossl",
                "MODE",
                1,
                "CA_FILE",
                caFile,
                "CERTIFICATE_FILE",
                certificateFile,
                "KEY_FILE",
                keyFile));
    }

    private static Rsyslog start(Map<String, ?> values) {
        Path program = Programs.require("rsyslogd");
        try {
            Rsyslog rsyslog = new Rsyslog();
            try {
                rsyslog.launch(program, values);
                return rsyslog;
            } catch (IOException | AssertionError e) {
                rsyslog.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(Path program, Map<String, ?> values) throws IOException {
        Map<String, Object> all = new HashMap<>(values);
        all.put("DIRECTORY", directory.path());
        all.put("UDP_PORT", udpPort);
        all.put("TCP_PORT", tcpPort);
        Path configuration = directory.write("rsyslog.conf", Template.fill("rsyslog/rsyslog.conf", all));
        ChildProcess child = ChildProcess.start(
                List.of(
                        program.toString(),
                        "-n",
                        "-f",
                        configuration.toString(),
                        "-i",
                        directory.file("pid").toString()),
                directory.path(),
                directory.file("output"));
        process = child;
        Await.until(
                () -> (Ports.isListening(tcpPort) && Files.exists(socket())) || !child.isAlive(),
                Await.PATIENCE,
                () -> "rsyslog does not listen on port " + tcpPort + ": " + child.story());
        if (!child.isAlive()) {
            throw new IOException("rsyslog did not start: " + child.story());
        }
    }

    public int udpPort() {
        return udpPort;
    }

    public int tcpPort() {
        return tcpPort;
    }

    /** Returns the socket of a local daemon. */
    public Path socket() {
        return directory.file("log");
    }

    /** Returns all that arrived, a line each: facility and severity, time, host, application, id, structured data, text. */
    public List<String> messages() {
        try {
            Path messages = directory.file("messages");
            // It may be in the middle of a character.
            return Files.exists(messages)
                    ? new String(Files.readAllBytes(messages), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.kill();
        }
        directory.delete();
    }
}
