/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run of the real {@code send_nsca}: what it was told to send is on the wire, whatever became of it.
 *
 * @param exitCode 0 sent, 2 cannot connect or bad configuration, 3 error while sending
 * @param said standard output and error
 */
public record SendNsca(int exitCode, String said) {

    /** Ends a record; a line break would be part of the output. */
    private static final String ETB = "\u0017";

    /**
     * Sends results over one connection to a daemon on 127.0.0.1 and returns when the program has ended. The calling
     * test is skipped where it is not installed.
     *
     * @param records each {@code host<TAB>service<TAB>return code<TAB>output}, or without service for a host check
     */
    public static SendNsca send(int port, String password, int method, String... records) {
        Path program = Programs.require("send_nsca");
        String secret = password.isEmpty() ? "" : "password=" + password + "\n";
        try {
            Path configuration = Files.createTempFile("nscacheck-send", ".cfg");
            Path input = Files.createTempFile("nscacheck-send", ".in");
            Path said = Files.createTempFile("nscacheck-send", ".out");
            try {
                Files.writeString(configuration, secret + "encryption_method=" + method + "\n");
                List<String> command = List.of(
                        program.toString(),
                        "-H",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-to",
                        "10",
                        "-c",
                        configuration.toString());
                return run(command, Files.writeString(input, String.join(ETB, records)), said);
            } finally {
                Files.delete(configuration);
                Files.delete(input);
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while send_nsca runs", e);
        }
    }

    /** Reads from a file, because a program that cannot connect ends without reading, and a pipe to it would break. */
    private static SendNsca run(List<String> command, Path input, Path said) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(said.toFile())
                .start();
        return new SendNsca(process.waitFor(), Files.readString(said, StandardCharsets.ISO_8859_1));
    }
}
