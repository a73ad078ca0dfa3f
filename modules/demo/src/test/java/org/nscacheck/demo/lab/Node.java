/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nscacheck.testkit.peer.FaultyProxy;

/** A node in a process of its own, with its own way to the database. Used by one thread at a time. */
final class Node implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final Path directory;
    private final FaultyProxy database;
    private final List<String> arguments;
    private final Timeline timeline;
    private int starts;
    private Process process;

    /** @param arguments of {@link LabApplication}, without those that differ from node to node */
    Node(String name, Path directory, FaultyProxy database, List<String> arguments, Timeline timeline) {
        this.name = name;
        this.directory = directory;
        this.database = database;
        this.arguments = List.copyOf(arguments);
        this.timeline = timeline;
    }

    String name() {
        return name;
    }

    /** Returns its way to the database. */
    FaultyProxy database() {
        return database;
    }

    Path journal() {
        return directory.resolve(name + ".journal");
    }

    private Path log() {
        return directory.resolve(name + "-" + starts + ".log");
    }

    /** Returns the checks that it has begun, as often as it has, with their slots. */
    List<Begun> begun() throws IOException {
        return Files.readAllLines(journal()).stream()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals("run"))
                .map(words -> new Begun(Long.parseLong(words[1]), words[2] + " " + words[3]))
                .toList();
    }

    /** Returns whether a batch is with the sender. */
    boolean isSending() throws IOException {
        // More than a line, and than the runs behind it.
        byte[] tail = new byte[64 * 1024];
        try (RandomAccessFile file = new RandomAccessFile(journal().toFile(), "r")) {
            file.seek(Math.max(0, file.length() - tail.length));
            int length = file.read(tail);
            String text = new String(tail, 0, length, StandardCharsets.UTF_8);
            return text.lastIndexOf("\nsend ") > text.lastIndexOf("\ndone ");
        }
    }

    /**
     * A check that was begun.
     *
     * @param at microseconds since 1970
     * @param what its name and slot
     */
    record Begun(long at, String what) {}

    /** Starts a process and does not wait for it. */
    void start() throws IOException {
        starts++;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LabApplication.class.getName(),
                "--nscacheck.host-name=" + name,
                "--lab.journal=" + journal().toAbsolutePath()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        // Whatever becomes of this process, it leaves none behind.
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    }

    void awaitReady() {
        await().atMost(START_PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive())
                    .as("node %s runs, see %s", name, log())
                    .isTrue();
            return log(LabApplication.READY);
        });
    }

    /** Returns whether the log of the present process contains this. */
    boolean log(String words) throws IOException {
        return Files.readString(log()).contains(words);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends it by SIGKILL. */
    void kill() throws InterruptedException {
        Runnable end = timeline.begin("kill -9", Timeline.Place.NODE, name);
        process.destroyForcibly().waitFor();
        end.run();
    }

    /** Stops it by SIGSTOP; running what is returned lets it go on. */
    Runnable freeze() throws Exception {
        Runnable end = timeline.begin("freeze", Timeline.Place.NODE, name);
        Process frozen = process;
        signal(frozen, "STOP");
        return () -> {
            if (frozen.isAlive()) {
                signal(frozen, "CONT");
            }
            end.run();
        };
    }

    /** Ends it by SIGTERM, and returns how long that took. */
    Duration terminate() throws InterruptedException {
        Runnable end = timeline.begin("SIGTERM", Timeline.Place.NODE, name);
        long began = System.nanoTime();
        process.destroy();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        end.run();
        assertThat(ended).as("node %s ends, see %s", name, log()).isTrue();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static void signal(Process process, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).as("kill -%s", signal).isZero();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a signal was sent", e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        database.close();
    }
}
