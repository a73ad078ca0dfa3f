/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.testkit.daemon.NscaDaemon;

/**
 * The table of {@code send_nsca}: what Debian's daemon writes of it, what it says and with which exit code it ends, beside the same
 * of {@code nscacheck send}.
 */
class SendTableTest {

    private static final char ETB = 0x17;

    private static NscaDaemon daemon;

    /**
     * A row in which both do the same.
     *
     * @param name for people
     * @param input standard input
     * @param more arguments beside host, port and configuration
     */
    private record Same(String name, String input, List<String> more) {

        Same(String name, String input, String... more) {
            this(name, input, List.of(more));
        }

        byte[] bytes() {
            return input.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A row in which ours does something else, on purpose.
     *
     * @param name for people
     * @param input standard input
     * @param theirs what the daemon writes of send_nsca
     * @param ours what the daemon writes of us
     * @param said part of what we say of it
     * @param exitCode ours
     */
    private record Other(String name, String input, List<String> theirs, List<String> ours, String said, int exitCode) {

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void startDaemon() {
        daemon = NscaDaemon.builder().password("pass wörd#1").method(1).start();
    }

    @AfterAll
    static void stopDaemon() {
        daemon.close();
    }

    static Stream<Same> same() {
        return Stream.of(
                new Same("a service", "h\ts\t0\tfine"),
                new Same("a service with a line end", "h\ts\t1\ttext|a=1;2;3\n"),
                new Same("a host", "h\t1\tdown"),
                new Same("each return code", "h\ts\t0\ta\u0017h\ts\t1\tb\u0017h\ts\t2\tc\u0017h\ts\t3\td"),
                new Same("a host with each return code", "h\t0\ta\u0017h\t1\tb\u0017h\t2\tc\u0017h\t3\td"),
                new Same("a code with blanks around it", "h\ts\t 2 \ttext"),
                new Same("several lines are one result", "h\ts\t0\ta\nh\ts2\t1\tb\n"),
                new Same("records with an ETB between them", "h\ts\t0\ta" + ETB + "h\ts2\t1\tb"),
                new Same("an ETB at the end", "h\ts\t0\ta" + ETB),
                new Same("an ETB at the begin", ETB + "h\ts\t0\ta"),
                new Same("output of several lines", "h\ts\t2\tfirst\nsecond\n\nfourth|x=1\n"),
                new Same("backslashes and semicolons", "h\ts\t2\ta\\b;c\\n"),
                new Same("tabs in the output of a service", "h\ts\t2\ta\tb\t\tc"),
                new Same("a tab before the output", "h\ts\t2\t\ta"),
                new Same("blanks at the end", "h\ts\t2\ttext \t\r\n "),
                new Same("an empty service is a host", "h\t\t0\tup"),
                new Same("tabs in front", "\t\th\ts\t0\ta"),
                new Same("umlauts", "h\tGröße\t0\tä € 🚀"),
                new Same("output as long as it may be", "h\ts\t0\t" + "x".repeat(4095)),
                new Same("output that is too long", "h\ts\t0\t" + "x".repeat(4500)),
                new Same("a host as long as it may be", "h".repeat(63) + "\ts\t0\ta"),
                new Same("names that are too long", "h".repeat(70) + "\t" + "s".repeat(140) + "\t0\ta"),
                new Same("another delimiter", "h;s;1;a;b", "-d", ";"),
                new Same("a delimiter by its number", "h;s;1;a", "-d", "0x3b"),
                new Same("a digit as delimiter", "h9s909a", "-d", "9"),
                new Same("a word as delimiter", "h:s:0:a", "-d", ":x"),
                new Same("another separator", "h\ts\t0\ta\nh\ts2\t1\tb\n", "-ds", "0x0a"),
                new Same("both", "h,s,0,a#h,s2,1,b", "-d", ",", "-ds", "#"),
                new Same("quietly", "h\ts\t0\ta", "--quiet"),
                new Same("a longer time limit", "h\ts\t0\ta", "-to", "20"),
                new Same("empty input", ""),
                new Same("empty input, quietly", "", "--quiet"),
                new Same("blank input", " \n\t\n"),
                new Same("the last of an option counts", "h\ts\t0\ta", "-to", "3", "-to", "5"));
    }

    @ParameterizedTest
    @MethodSource
    void same(Same row) {
        assertSame(daemon, row);
    }

    private void assertSame(NscaDaemon to, Same row) {
        List<String> arguments = new ArrayList<>(List.of("-H", "127.0.0.1", "-p", String.valueOf(to.port())));
        arguments.addAll(List.of("-c", to.clientConfiguration().toString()));
        arguments.addAll(row.more());

        Ran theirs = SendNscaRun.command(row.bytes(), arguments.toArray(String[]::new));
        List<String> theirLines = written(to, count(theirs));
        Ran ours = send(row.bytes(), arguments);
        List<String> ourLines = written(to, count(theirs));

        assertThat(ourLines).isEqualTo(theirLines);
        assertThat(ours.exitCode()).isEqualTo(theirs.exitCode());
        assertThat(ours.out()).isEqualTo(theirs.out());
    }

    private static Ran send(byte[] input, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("send"));
        all.addAll(arguments);
        return Ran.command(Map.of(), new ByteArrayInputStream(input), all.toArray(String[]::new));
    }

    /** Returns how many results the daemon has to write: as many as the program says it sent, or one where it says nothing. */
    private static int count(Ran theirs) {
        return theirs.out().isEmpty()
                ? 1
                : Integer.parseInt(theirs.out().substring(0, theirs.out().indexOf(' ')));
    }

    /** Returns what the daemon wrote, without its clock. */
    private static List<String> written(NscaDaemon by, int count) {
        by.awaitResults(count);
        List<String> lines = by.rawLines().stream()
                .map(line -> line.substring(line.indexOf(']') + 2))
                .toList();
        by.clear();
        return lines;
    }

    private static String service(String fields) {
        return "PROCESS_SERVICE_CHECK_RESULT;" + fields;
    }

    private static String host(String fields) {
        return "PROCESS_HOST_CHECK_RESULT;" + fields;
    }

    static Stream<Other> other() {
        String long5200 = "x".repeat(5200);
        return Stream.of(
                new Other(
                        "a service without output",
                        "h\ts\t2\t",
                        List.of(host("h;0;2")),
                        List.of(service("h;s;2;(no output)")),
                        "1 data packet(s)",
                        0),
                new Other(
                        "a host with a tab in its output",
                        "h\t1\tdown\tfor sure",
                        List.of(service("h;1;0;for sure")),
                        List.of(host("h;1;down\tfor sure")),
                        "1 data packet(s)",
                        0),
                new Other(
                        "a return code that is no number",
                        "h\ts\tcritical\ttext",
                        List.of(service("h;s;0;text")),
                        List.of(service("h;s;3;text")),
                        "Warning: record 1: the return code 'critical' is not 0 to 3; sent as 3, UNKNOWN",
                        0),
                new Other(
                        "return codes that there are not",
                        "h\ts\t4\ta" + ETB + "h\ts\t-1\tb" + ETB + "h\ts\t70000\tc",
                        List.of(service("h;s;4;a"), service("h;s;-1;b"), service("h;s;4464;c")),
                        List.of(service("h;s;3;a"), service("h;s;3;b"), service("h;s;3;c")),
                        "record 3: the return code '70000'",
                        0),
                new Other(
                        "a host whose return code is no number",
                        "h\tdown\ttext" + ETB + "h\ts\t1\tb",
                        List.of(host("h;0;text"), service("h;s;1;b")),
                        List.of(service("h;s;1;b")),
                        "Error: record 1: the return code 'down' of host 'h' is not a number",
                        3),
                new Other(
                        "a line end behind the ETB",
                        "h\ts\t0\ta" + ETB + "\nh\ts2\t1\tb\n",
                        List.of(service("h;s;0;a"), service(";s2;1;b")),
                        List.of(service("h;s;0;a"), service("h;s2;1;b")),
                        "2 data packet(s)",
                        0),
                new Other(
                        "a semicolon in a name",
                        "h\ts;0;forged\t2\ttext" + ETB + "h\ts\t1\tb",
                        List.of(service("h;s;0;forged;2;text"), service("h;s;1;b")),
                        List.of(service("h;s;1;b")),
                        "Error: record 1: service 's;0;forged' contains ';'",
                        3),
                new Other(
                        "a record that is too short, among others",
                        "h\ts" + ETB + "h\ts\t1\tb",
                        List.of(service("h;s;1;b")),
                        List.of(service("h;s;1;b")),
                        "Error: record 1: it has 2 of the fields",
                        3),
                new Other(
                        "a record longer than the program takes",
                        "h\ts\t0\t" + long5200,
                        List.of(),
                        List.of(service("h;s;0;" + long5200.substring(0, 4095))),
                        "1 data packet(s)",
                        0));
    }

    @ParameterizedTest
    @MethodSource
    void other(Other row) {
        byte[] input = row.input().getBytes(StandardCharsets.UTF_8);
        List<String> arguments = List.of(
                "-H",
                "127.0.0.1",
                "-p",
                String.valueOf(daemon.port()),
                "-c",
                daemon.clientConfiguration().toString());
        SendNscaRun.command(input, arguments.toArray(String[]::new));
        assertThat(written(daemon, row.theirs().size())).isEqualTo(row.theirs());

        Ran ours = send(input, arguments);

        assertThat(written(daemon, row.ours().size())).isEqualTo(row.ours());
        assertThat(ours.said()).contains(row.said());
        assertThat(ours.exitCode()).isEqualTo(row.exitCode());
    }

    static Stream<Encryption> methods() {
        return Stream.of(Encryption.values())
                .filter(method -> method.whyNotNative().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sendsUnderEachMethod(Encryption method) {
        try (NscaDaemon other =
                NscaDaemon.builder().password("s3crét").method(method.number()).start()) {
            assertSame(other, new Same("one", "h\ts\t1\ttext"));
            String many = String.join(
                    String.valueOf(ETB),
                    IntStream.range(0, 40)
                            .mapToObj(i -> "h\ts " + i + "\t2\tno " + i)
                            .toList());
            assertSame(other, new Same("many", many));
        }
    }

    @Test
    @Tag("faults")
    void sendsToAForkedDaemon() {
        try (NscaDaemon forked = NscaDaemon.builder()
                .mode(NscaDaemon.Mode.FORKED)
                .password("secret")
                .method(14)
                .start()) {
            assertSame(forked, new Same("one", "h\ts\t1\ttext"));
            assertSame(forked, new Same("three", "h\ts\t1\ta" + ETB + "h\ts\t1\tb" + ETB + "h\t1\tb"));
        }
    }
}
