/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.nsca.Encryption;

/** {@code nscacheck receive} with the real {@code send_nsca} on the other side. */
class ReceiveCommandTest {

    private static final Pattern PORT = Pattern.compile("listening on 127\\.0\\.0\\.1 port (\\d+)");

    @TempDir
    private Path directory;

    /** A receiver that runs in this process until it has what it waits for. */
    private static final class Receiving {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CompletableFuture<Integer> ended;
        private final int port;

        Receiving(String password, String... arguments) {
            List<String> all = new ArrayList<>(List.of("receive", "--port", "0"));
            all.addAll(List.of(arguments));
            Shell shell = new Shell(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of("NSCACHECK_PASSWORD", password),
                    false);
            ended = CompletableFuture.supplyAsync(() -> Commands.run(shell, all.toArray(String[]::new)));
            await().until(() -> ended.isDone() || PORT.matcher(err()).find());
            Matcher line = PORT.matcher(err());
            assertThat(line.find()).as(err()).isTrue();
            port = Integer.parseInt(line.group(1));
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        /** Returns what was printed when it has ended. */
        List<String> lines() {
            assertThat(ended.join()).isZero();
            return out.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }

    private Ran send(int port, String password, int method, String input, String... more) throws IOException {
        Path config = Files.writeString(
                directory.resolve("send.cfg"), "password=" + password + "\nencryption_method=" + method + "\n");
        List<String> arguments =
                new ArrayList<>(List.of("-H", "127.0.0.1", "-p", String.valueOf(port), "-c", config.toString()));
        arguments.addAll(List.of(more));
        return SendNscaRun.command(input.getBytes(StandardCharsets.UTF_8), arguments.toArray(String[]::new));
    }

    static Stream<Encryption> methods() {
        return Stream.of(Encryption.values())
                .filter(method -> method.whyNotNative().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void receivesWithEachMethod(Encryption method) throws IOException {
        String number = String.valueOf(method.number());
        Receiving receiving = new Receiving("s3crét", "-m", number, "--count", "3", "--format", "nagios");

        send(receiving.port, "s3crét", method.number(), "h\ts\t1\tGröße|a=1\u0017h\t2\tdown\u0017h\ts2\t0\ta\nb\\c");

        assertThat(receiving.lines())
                .extracting(line -> line.substring(line.indexOf(']') + 2))
                .containsExactly(
                        "PROCESS_SERVICE_CHECK_RESULT;h;s;1;Größe|a=1",
                        "PROCESS_HOST_CHECK_RESULT;h;2;down",
                        "PROCESS_SERVICE_CHECK_RESULT;h;s2;0;a\\nb\\\\c");
    }

    @Test
    void printsForPeopleAndForPrograms() throws IOException {
        Receiving people = new Receiving("x", "--count", "2");
        send(people.port, "x", 1, "h\ts\t1\ta\nb\u0017h\ts\t7\tc");
        assertThat(people.lines())
                .extracting(line -> line.substring(line.indexOf(' ') + 1))
                .containsExactly("h/s WARNING: a\\nb", "h/s return code 7: c");

        Receiving programs = new Receiving("x", "--count", "1", "--format", "json");
        send(programs.port, "x", 1, "h\ts\t1\ta\n\"b\"\\\u0001");
        assertThat(programs.lines())
                .singleElement()
                .asString()
                .endsWith("\"from\":\"127.0.0.1\",\"host\":\"h\",\"service\":\"s\",\"returnCode\":1,"
                        + "\"output\":\"a\\n\\\"b\\\"\\\\\\u0001\"}");
    }

    @Test
    void takesShortPacketsToo() throws IOException {
        Receiving receiving = new Receiving("x", "--count", "1", "--format", "nagios");

        send(receiving.port, "x", 1, "h\ts\t1\ttext", "--legacy-2-7-mode");

        assertThat(receiving.lines()).singleElement().asString().endsWith("h;s;1;text");
    }

    @Test
    void closesOnAWrongPasswordAndGoesOn() throws IOException {
        Receiving receiving = new Receiving("right", "--count", "1");

        send(receiving.port, "wrong", 1, "h\ts\t1\ttext");
        await().until(() -> receiving.err().contains("a packet was refused"));
        assertThat(receiving.err())
                .contains("password or encryption method differ")
                .doesNotContain("right");

        send(receiving.port, "right", 1, "h\ts\t1\ttext");
        assertThat(receiving.lines()).hasSize(1);
    }

    @Test
    void isRejectingInTheEyesOfOurClient() throws IOException {
        Receiving receiving = new Receiving("right", "--count", "1");
        String[] to = {"send", "-H", "127.0.0.1", "-p", String.valueOf(receiving.port), "-m", "1"};

        assertThat(Ran.command(Map.of("NSCACHECK_PASSWORD", "wrong"), "h\ts\t1\ta", to)
                        .exitCode())
                .isEqualTo(4);
        assertThat(Ran.command(Map.of("NSCACHECK_PASSWORD", "right"), "h\ts\t1\ta", to)
                        .exitCode())
                .isZero();

        assertThat(receiving.lines()).hasSize(1);
    }

    @Test
    void saysWhyItCannotListen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.command("receive", "-p", String.valueOf(taken.getLocalPort()));

            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("receive: cannot listen on 127.0.0.1 port " + taken.getLocalPort());
        }
        assertThat(Ran.command("receive", "-m", "13").err()).contains("encryption 13 (RC6) is not possible");
        assertThat(Ran.command("receive", "-m", "40").err()).contains("use a number from 0 to 26");
        assertThat(Ran.command("receive", "--format", "xml").exitCode()).isEqualTo(2);
    }
}
