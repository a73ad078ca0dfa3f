/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An application in a Java process of its own, on the class path of this one behind some directories more. */
final class ChildJvm implements AutoCloseable {

    /** What there is to wait for takes two or three seconds on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration END = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param options of the Java process, such as system properties
     */
    static ChildJvm start(Path classes, List<String> options, Class<?> application, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        // Its restarts are the subject of another test.
        command.add("-Dspring.devtools.restart.enabled=false");
        command.addAll(options);
        command.addAll(List.of("-cp", classes + File.pathSeparator + System.getProperty("java.class.path")));
        command.add(application.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("nscacheck-child", ".txt");
        return new ChildJvm(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it has written so far. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, and returns its exit code. */
    int end() {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            await().atMost(END).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
