/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.nscacheck.testkit.daemon.FaultyProxy;

/** A node in a process of its own, with its own way to the database. Used by one thread at a time. */
final class Node implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private final String name;
    private final Path directory;
    private final FaultyProxy database;
    private final List<String> arguments;
    private final AtomicInteger version;
    private final Timeline timeline;
    private final List<Path> failedStarts = new CopyOnWriteArrayList<>();
    private @Nullable OtherUser user;
    private int starts;
    private Process process;

    /**
     * @param arguments of {@link LabApplication}, without those that differ from node to node
     * @param version of the checks, read at each start
     */
    Node(
            String name,
            Path directory,
            FaultyProxy database,
            List<String> arguments,
            AtomicInteger version,
            Timeline timeline) {
        this.name = name;
        this.directory = directory;
        this.database = database;
        this.arguments = List.copyOf(arguments);
        this.version = version;
        this.timeline = timeline;
    }

    String name() {
        return name;
    }

    /** Has it run as another user from its next start on. */
    void runAs(OtherUser other) {
        user = other;
    }

    /** Lets its user's processes have that many threads before it gets no more. */
    void limitThreads(int limit) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(user == null ? List.of() : user.command());
        command.addAll(List.of("prlimit", "--pid", Long.toString(process.pid()), "--nproc=" + limit + ":"));
        Process set = new ProcessBuilder(command).inheritIO().start();
        assertThat(set.waitFor()).as("exit status of prlimit").isZero();
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
        start(List.of());
    }

    /** Starts a process with further arguments, such as another version has, and does not wait for it. */
    void start(List<String> further) throws IOException {
        starts++;
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        if (user != null) {
            user.open(directory);
            command.addAll(user.command());
            classPath = user.classPath(classPath);
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "-cp",
                classPath,
                LabApplication.class.getName(),
                "--nscacheck.node-name=" + name,
                "--lab.version=" + version.get(),
                "--lab.journal=" + journal().toAbsolutePath()));
        command.addAll(arguments);
        command.addAll(further);
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
            return isReady();
        });
    }

    /** Returns whether it runs and its checks do. */
    boolean isUp() {
        try {
            return process.isAlive() && isReady();
        } catch (IOException e) {
            return false; // It has not written anything yet.
        }
    }

    /** The application may have started before its database was there. */
    private boolean isReady() throws IOException {
        return log(LabApplication.READY) && log("NSCA-101");
    }

    /** Starts a process, and another one if it ends by itself, as a supervisor would; returns when checks run. */
    void bringUp(List<String> version) throws IOException {
        start(version);
        await().atMost(START_PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        failedStarts.add(log());
                        start(version);
                    }
                    return isReady();
                });
    }

    /** Returns the logs of processes that {@link #bringUp} has started and that ended by themselves. */
    List<Path> failedStarts() {
        return List.copyOf(failedStarts);
    }

    /** Returns whether the log of the present process contains this. */
    boolean log(String words) throws IOException {
        return Files.readString(log()).contains(words);
    }

    /** Has it do something as {@link LabConsole} reads it; a process that is not there does nothing. */
    void tell(String command) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            System.out.println(name + " is not there and cannot be told: " + command);
        }
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
