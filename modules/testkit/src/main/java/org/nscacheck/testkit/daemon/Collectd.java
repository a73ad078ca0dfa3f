/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A real {@code collectd} as a child process: values go in by its UNIX socket, its threshold plugin judges them, and its
 * notifications are read from its log file. The calling test is skipped where collectd is not installed ({@link Programs}).
 */
public final class Collectd implements AutoCloseable {

    /** Marks the end of what was put: its one source is a failure whatever its value. */
    private static final String MARK = "nscacheckmark";

    private static final String MARK_RULE =
            "<Plugin \"" + MARK + "\">\n<Type \"" + MARK + "\">\nFailureMax 0\nPersist true\n</Type>\n</Plugin>\n";

    /** Time of the last mark, in seconds. Each is later than the one before, or collectd would drop it. */
    private long marks = 1_000_000_000;

    private final TempDirectory directory;
    private final ChildProcess process;

    private Collectd(Path program, String thresholds, String types) throws IOException {
        directory = TempDirectory.create("nscacheck-collectd-");
        directory.write("types.db", MARK + " value:GAUGE:U:U\n" + types);
        Path configuration = directory.write(
                "collectd.conf",
                Template.fill(
                        "collectd/collectd.conf",
                        Map.of("DIRECTORY", directory.path(), "THRESHOLDS", MARK_RULE + thresholds)));
        // Its log file is in local time.
        process = ChildProcess.start(
                List.of("env", "TZ=UTC", program.toString(), "-f", "-C", configuration.toString()),
                directory.path(),
                directory.file("log"));
    }

    /**
     * Starts it, and returns when it takes values.
     *
     * @param thresholds content of the block {@code <Plugin threshold>}
     * @param types lines of {@code types.db}
     */
    public static Collectd start(String thresholds, String types) {
        Path program = Programs.require("collectd");
        try {
            Collectd collectd = new Collectd(program, thresholds, types);
            Await.until(
                    () -> Files.exists(collectd.directory.file("socket")) || !collectd.process.isAlive(),
                    Await.PATIENCE,
                    () -> "collectd has no socket: " + collectd.process.story());
            if (!collectd.process.isAlive()) {
                String story = collectd.process.story();
                collectd.close();
                throw new IOException("collectd did not start: " + story);
            }
            return collectd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends commands, and returns when their values have been judged.
     *
     * @param commands such as {@code PUTVAL "h/p/t" interval=10 1000000000:5}, each a line
     * @throws IllegalStateException if collectd refuses one
     */
    public void put(List<String> commands) {
        String mark = "PUTVAL \"localhost/" + MARK + "/" + MARK + "\" interval=1000000 " + ++marks + ":1";
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.file("socket")))) {
            Writer out = Channels.newWriter(channel, StandardCharsets.UTF_8);
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            for (String command : commands) {
                send(command, out, in);
            }
            send(mark, out, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitNotification(
                each -> each.identifier().contains(MARK) && each.time().equals(Instant.ofEpochSecond(marks)));
    }

    private static void send(String command, Writer out, BufferedReader in) throws IOException {
        out.write(command + "\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("0 ")) {
            throw new IllegalStateException("collectd answers '" + answer + "' to: " + command);
        }
    }

    /** Returns the identifiers of all values that are not missing (LISTVAL). */
    public List<String> values() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.file("socket")))) {
            Channels.newWriter(channel, StandardCharsets.UTF_8)
                    .append("LISTVAL\n")
                    .flush();
            BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            int count = Integer.parseInt(in.readLine().split(" ", 2)[0]);
            List<String> identifiers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                identifiers.add(in.readLine().split(" ", 2)[1]);
            }
            return identifiers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a notification, such as one about a value that is missing; looks again every 5 ms. */
    public void awaitNotification(Predicate<CollectdNotification> expected) {
        Await.until(
                () -> lines().stream().anyMatch(expected),
                Await.PATIENCE,
                () -> "no such notification: " + process.story());
    }

    /** Returns all notifications so far, in the order in which they were told. */
    public List<CollectdNotification> notifications() {
        return lines().stream()
                .filter(each -> !each.identifier().contains(MARK))
                .toList();
    }

    private List<CollectdNotification> lines() {
        Path log = directory.file("notifications");
        try {
            return !Files.exists(log)
                    ? List.of()
                    : Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                            .map(CollectdNotification::parse)
                            .flatMap(Optional::stream)
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.kill();
        }
        directory.delete();
    }
}
