/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** An installed program in a test; ends when closed. */
final class RealProgram implements AutoCloseable {

    private final Process process;
    private final Path output;

    private RealProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Skips the test where the program is not installed, or fails it where the build requires all programs. */
    static Path find(String path) {
        Path program = Path.of(path);
        boolean installed = Files.isExecutable(program);
        if (Boolean.getBoolean("nscacheck.require-programs")) {
            assertThat(installed)
                    .as("%s is required but not installed", program)
                    .isTrue();
        }
        assumeTrue(installed, program + " is not installed");
        return program;
    }

    static RealProgram start(Path directory, List<String> words) throws IOException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RealProgram(process, output);
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(Path directory, String... words) throws IOException, InterruptedException {
        try (RealProgram program = start(directory, new ArrayList<>(List.of(words)))) {
            assertThat(program.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return program.output().strip();
        }
    }

    static String user(Path directory) throws IOException, InterruptedException {
        return run(directory, "id", "-un");
    }

    static String group(Path directory) throws IOException, InterruptedException {
        return run(directory, "id", "-gn");
    }

    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }
}
