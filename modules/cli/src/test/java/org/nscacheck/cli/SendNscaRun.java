/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nscacheck.testkit.daemon.Programs;

/** How the real {@code send_nsca} ends with the same arguments and input. */
final class SendNscaRun {

    private SendNscaRun() {}

    static Ran command(byte[] input, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Programs.require("send_nsca").toString()));
        command.addAll(List.of(arguments));
        try {
            Path directory = Files.createTempDirectory("nscacheck-cli-");
            Path in = Files.write(directory.resolve("in"), input);
            Path out = directory.resolve("out");
            Path err = directory.resolve("err");
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            int exitCode = process.waitFor();
            Ran ran = new Ran(exitCode, text(out), text(err));
            for (Path file : List.of(in, out, err, directory)) {
                Files.delete(file);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while send_nsca runs", e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
