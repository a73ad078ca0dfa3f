/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;

/** What goes wrong, with {@code send_nsca} and with {@code nscacheck send}: messages and exit codes. */
class SendFailuresTest {

    private static final String RECORD = "h\ts\t1\ttext";

    @TempDir
    private Path directory;

    /** Runs both, demands the same exit code and the given words of both, and returns what ours says. */
    private static Ran both(int exitCode, String words, String... arguments) {
        Ran theirs = SendNscaRun.command(RECORD.getBytes(StandardCharsets.UTF_8), arguments);
        assertThat(theirs.said()).contains(words);
        assertThat(theirs.exitCode()).isEqualTo(exitCode);
        Ran ours = ours(Map.of(), arguments);
        assertThat(ours.said()).contains(words);
        assertThat(ours.exitCode()).isEqualTo(exitCode);
        return ours;
    }

    private static Ran ours(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of("send"));
        all.addAll(List.of(arguments));
        return Ran.command(environment, RECORD, all.toArray(String[]::new));
    }

    private String config(String... lines) throws IOException {
        return Files.write(directory.resolve("send.cfg"), List.of(lines)).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void namesHostAndPortOfADaemonThatIsNotThere() throws IOException {
        String port = String.valueOf(freePort());

        Ran ours = both(
                2,
                "Error: Could not connect to host 127.0.0.1 on port " + port,
                "-H",
                "127.0.0.1",
                "-p",
                port,
                "-c",
                config("password=x"));

        assertThat(ours.err()).contains("connection refused: check that the daemon listens on this address");
        assertThat(ours.out()).isEmpty();
    }

    @Test
    void saysThatAHostIsNotKnown() throws IOException {
        Ran ours = both(
                2,
                "Error: Could not connect to host no.such.host.invalid on port 5667",
                "-H",
                "no.such.host.invalid",
                "-c",
                config("password=x"));

        assertThat(ours.err()).contains("the host name cannot be resolved");
    }

    @Test
    void saysThatADaemonDoesNotGreet() throws IOException {
        try (ServerSocket closing = new ServerSocket(0)) {
            Thread closer = new Thread(() -> {
                try {
                    closing.accept().close();
                    closing.accept().close();
                } catch (IOException e) {
                    // Closed at the end of the test.
                }
            });
            closer.start();
            both(
                    2,
                    "Error: Could not read init packet from server",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(closing.getLocalPort()),
                    "-c",
                    config("password=x"));
        }
    }

    @Test
    void endsAtItsTimeLimitWhenADaemonIsFrozen() throws IOException {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            daemon.suspend();
            both(
                    2,
                    "Error: Timeout after 2 seconds",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-to",
                    "2",
                    "-c",
                    config("password=secret"));
            daemon.resume();
        }
    }

    @Test
    void endsAtItsTimeLimitWhenItsInputDoesNotEnd() throws IOException {
        try (NscaDaemon daemon = NscaDaemon.builder().start();
                PipedOutputStream open = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(open)) {
            Ran ours = Ran.command(
                    Map.of(),
                    input,
                    "send",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-to",
                    "1",
                    "-c",
                    daemon.clientConfiguration().toString());

            assertThat(ours.err()).isEqualTo("Error: Timeout after 1 seconds\n");
            assertThat(ours.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void saysThatAConfigurationIsMissing() {
        String missing = directory.resolve("missing.cfg").toString();

        Ran ours =
                both(2, "Could not open config file '" + missing + "' for reading.", "-H", "127.0.0.1", "-c", missing);

        assertThat(ours.err()).endsWith("Error: Config file '" + missing + "' contained errors...\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user=me", "password", "password=", "encryption_method=13", "encryption_method=27", "=x"})
    void saysThatAConfigurationIsFaulty(String line) throws IOException {
        String config = config(line);

        both(2, "Error: Config file '" + config + "' contained errors...", "-H", "127.0.0.1", "-c", config);
    }

    @Test
    void refusesAMethodThatTheDaemonCannotOpen() throws IOException {
        Ran ours = ours(Map.of(), "-H", "127.0.0.1", "-c", config("encryption_method=7"));

        assertThat(ours.exitCode()).isEqualTo(2);
        assertThat(ours.err()).contains("encryption 7 (3-WAY) is not possible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-to 0", "-to x", "-x", "-p", "-to -3"})
    void refusesOptionsThatItDoesNotKnow(String options) throws IOException {
        String all = "-H 127.0.0.1 -c " + config("password=x") + " " + options;

        both(3, "Incorrect command line arguments supplied", all.split(" "));
    }

    @Test
    void showsHowItIsUsed() {
        assertThat(both(3, "-H", "-h").out()).contains("Usage: nscacheck send", "Exit codes:");
        assertThat(both(3, "-H", "--help").out()).contains("[-ds=CHAR]");
        assertThat(both(3, "Usage:").out()).contains("Usage: nscacheck send");
        assertThat(ours(Map.of(), "-V").exitCode()).isEqualTo(3);
        assertThat(ours(Map.of(), "-V").out()).startsWith("nscacheck ");
    }

    @Test
    void takesTheHostAsFirstArgumentToo() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            both(
                    0,
                    "1 data packet(s) sent to host successfully.",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-c",
                    daemon.clientConfiguration().toString());

            assertThat(daemon.awaitResults(2)).extracting(PassiveResult::output).containsExactly("text", "text");
        }
    }

    @Test
    void sendsShortOutput() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            both(
                    0,
                    "1 data packet(s) sent to host successfully.",
                    "--legacy-2-7-mode",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-c",
                    daemon.clientConfiguration().toString());

            assertThat(daemon.awaitResults(2)).extracting(PassiveResult::output).containsExactly("text", "text");
        }
    }

    /** send_nsca says that it has sent and ends with 0. */
    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    void endsDifferentlyWhereTheDaemonRejectsIt(NscaDaemon.Mode mode) throws IOException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().mode(mode).password("right").start()) {
            String[] arguments = {"-H", "127.0.0.1", "-p", String.valueOf(daemon.port()), "-c", config("password=wrong")
            };
            Ran theirs = SendNscaRun.command(RECORD.getBytes(StandardCharsets.UTF_8), arguments);
            assertThat(theirs.exitCode()).isZero();
            assertThat(theirs.out()).isEqualTo("1 data packet(s) sent to host successfully.\n");

            Ran ours = ours(Map.of(), arguments);

            assertThat(daemon.rawLines()).isEmpty();
            if (mode == NscaDaemon.Mode.SINGLE) {
                assertThat(ours.exitCode()).isEqualTo(4);
                assertThat(ours.err()).contains("password or encryption method differ");
                assertThat(ours.out()).isEmpty();
            } else {
                // Of twenty connections that a forked daemon takes, one is taken so quickly that it seems to be the
                // other kind.
                assertThat(ours.exitCode()).isIn(4, 0);
            }
        }
    }

    @Test
    void takesThePasswordFromAFileOrTheEnvironment() throws IOException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("pass wörd#1").method(14).start()) {
            String[] to = {"-H", "127.0.0.1", "-p", String.valueOf(daemon.port()), "--method", "14"};
            List<String> file = new ArrayList<>(List.of(to));
            file.addAll(List.of(
                    "--password-file",
                    Files.writeString(directory.resolve("password"), "pass wörd#1\n")
                            .toString()));

            assertThat(ours(Map.of("NSCACHECK_PASSWORD", "pass wörd#1"), to).exitCode())
                    .isZero();
            assertThat(ours(Map.of("NSCACHECK_PASSWORD", "other"), file.toArray(String[]::new))
                            .exitCode())
                    .isZero();
            assertThat(ours(Map.of("NSCACHECK_PASSWORD", "other"), to).exitCode())
                    .isEqualTo(4);

            assertThat(daemon.awaitResults(2, Duration.ofSeconds(10))).hasSize(2);
        }
    }

    @Test
    void saysOfEachResultWhatBecameOfIt() {
        try (NscaDaemon daemon = NscaDaemon.builder().start()) {
            Ran ours = ours(
                    Map.of(),
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(daemon.port()),
                    "-c",
                    daemon.clientConfiguration().toString(),
                    "--outcomes");

            assertThat(ours.out())
                    .isEqualTo("h/s: sent, and read by the daemon\n1 data packet(s) sent to host successfully.\n");
        }
    }
}
