/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A daemon in the foreground; killed with all its children at the latest when the JVM ends. */
final class ChildProcess {

    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::kill), "nscacheck-peers-stop"));
    }

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program; what it says is appended to {@code log}. */
    static ChildProcess start(List<String> command, Path directory, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        ChildProcess child = new ChildProcess(builder.start(), log);
        RUNNING.add(child);
        return child;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Tells how it ended and what it said, for messages. */
    String story() {
        String end = process.isAlive() ? "still running" : "exit code " + process.exitValue();
        try {
            return end + ": "
                    + Files.readString(log, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return end;
        }
    }

    /** Asks it to end and waits; kills it after five seconds. */
    void stop() {
        List<ProcessHandle> family = family();
        process.destroy();
        if (!ended(5)) {
            family.forEach(ProcessHandle::destroyForcibly);
        }
        gone(family);
    }

    /** Ends it and its children at once, as a power cut would. */
    void kill() {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        gone(family);
    }

    private List<ProcessHandle> family() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    private void gone(List<ProcessHandle> family) {
        ended(5);
        family.forEach(ProcessHandle::destroyForcibly);
        RUNNING.remove(this);
    }

    private boolean ended(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends a signal by its name, {@code STOP} or {@code CONT}, to the daemon itself. */
    void signal(String name) {
        signal(name, process.pid());
    }

    /** Sends it to the processes that the daemon has forked. */
    void signalChildren(String name) {
        process.children().forEach(child -> signal(name, child.pid()));
    }

    private void signal(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " failed: " + story());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending signal " + name, e);
        }
    }
}
