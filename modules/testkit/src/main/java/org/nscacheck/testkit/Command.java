/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs to its end, with what it said. */
record Command(int exitCode, String output) {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Runs a program in a directory and waits for its end. Its output goes to a file and not to a pipe, because a
     * daemon that it leaves behind would keep the pipe open for ever.
     */
    static Command run(Path directory, List<String> words) throws IOException {
        Path output = Files.createTempFile("nscacheck-command", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectOutput(output.toFile());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = await(process);
            String said = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
            return ended
                    ? new Command(process.exitValue(), said)
                    : new Command(-1, said + " (no end within " + TIMEOUT + ")");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean await(Process process) throws IOException {
        try {
            boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a program", e);
        }
    }
}
