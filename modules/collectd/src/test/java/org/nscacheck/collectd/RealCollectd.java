/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.nscacheck.testkit.daemon.Programs;

/**
 * A real collectd as a child process, with its socket, and with whatever a test adds to its configuration. Its notifications are
 * lines of its log, in UTC. The calling test is skipped where collectd is not installed.
 */
final class RealCollectd implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final Process process;

    private RealCollectd(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts one that looks for missing values each hour only. */
    static RealCollectd start(String configuration) {
        Path program = Programs.require("collectd");
        try {
            Path directory = Files.createTempDirectory("nscacheck-collectd-").toRealPath();
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path file = Files.writeString(
                    directory.resolve("collectd.conf"),
                    general(directory) + configuration.replace("@DIRECTORY@", directory.toString()));
            ProcessBuilder builder = new ProcessBuilder(program.toString(), "-f", "-C", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile());
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("TZ", "UTC");
            RealCollectd collectd = new RealCollectd(directory, builder.start());
            collectd.awaitLog("Initialization complete");
            await().atMost(PATIENCE).until(() -> Files.exists(collectd.socket()));
            return collectd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String general(Path directory) {
        return """
                BaseDir "%1$s"
                PIDFile "%1$s/pid"
                TypesDB "/usr/share/collectd/types.db"
                Hostname "real"
                FQDNLookup false
                Interval 3600
                LoadPlugin logfile
                <Plugin logfile>
                  LogLevel info
                  File "%1$s/log"
                  Timestamp true
                </Plugin>
                LoadPlugin unixsock
                <Plugin unixsock>
                  SocketFile "%1$s/socket"
                  SocketPerms "0660"
                  DeleteSocket true
                </Plugin>
                """.formatted(directory);
    }

    /** Returns the part of a configuration that listens on a port of this machine. */
    static String listening(int port, SecurityLevel level, String user, String password) {
        return """
                LoadPlugin network
                <Plugin network>
                  <Listen "127.0.0.1" "%d">
                    SecurityLevel %s
                    AuthFile "%s"
                  </Listen>
                </Plugin>
                """.formatted(port, level, authFile(user, password));
    }

    private static Path authFile(String user, String password) {
        try {
            Path file = Files.createTempFile("nscacheck-auth", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, user + ": " + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Path socket() {
        return directory.resolve("socket");
    }

    String log() {
        Path log = directory.resolve("log");
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when its log has that text; fails with the log if it does not come. */
    void awaitLog(String text) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> log().contains(text));
    }

    /** Sends a line to its socket and returns what it answers until nothing more comes. */
    String ask(String line) {
        return ask(socket(), line);
    }

    /** Sends lines to a socket, the last one being a LISTVAL with an argument, whose answer shows that no more is to come. */
    static String ask(Path socket, String line) {
        String end = "-1 Garbage after end of command: `the-end'.\n";
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((line + "\nLISTVAL the-end\n").getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            var reader = Channels.newReader(channel, StandardCharsets.UTF_8);
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                answer.append((char) c);
                if (answer.toString().endsWith(end)) {
                    return answer.substring(0, answer.length() - end.length());
                }
            }
            return answer + "<end>";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> tree = Files.walk(directory)) {
                List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
