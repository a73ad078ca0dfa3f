/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.matrix.Row;

/** Both transports against Debian's daemon in both of its modes: what it writes is what was meant. */
class RealDaemonTest {

    private static final String PASSWORD = "pass wörd#1";

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (NscaDaemon.Mode mode : NscaDaemon.Mode.values()) {
            for (String transport : List.of("native", "program")) {
                for (int method : List.of(0, 1, 14)) {
                    all.add(Arguments.of(mode, transport, method));
                }
            }
        }
        return all.stream();
    }

    private static Server server(NscaDaemon daemon, String transport, int method) {
        return Servers.at(daemon.port(), PASSWORD, settings(transport, method));
    }

    private static Map<String, String> settings(String transport, int method) {
        Map<String, String> settings = new HashMap<>();
        settings.put("transport", transport);
        settings.put("encryption", String.valueOf(method));
        if (transport.equals("program")) {
            settings.put("program", Programs.require("send_nsca").toString());
        }
        return settings;
    }

    private static List<Report> reports() {
        PerfData perfData = PerfData.of(
                Metric.of("unsent", 7),
                Metric.read("oldest mail", Map.of("value", 3.5, "uom", "s", "warn", 10, "crit", "~:20", "min", 0)));
        return List.of(
                Servers.report(Target.service("shop", "Mail queue"), Status.WARNING, "7 mails", "", perfData),
                Servers.report(
                        Target.service("shop", "Ümläute"), Status.OK, "Größe 5 € \\ ; \"x\" 🚀", "", PerfData.none()),
                Servers.report(
                        Target.service("shop", "Lines"),
                        Status.CRITICAL,
                        "first",
                        "second\nthird \\n",
                        PerfData.none()),
                Servers.report(Target.service("shop", "Long"), Status.UNKNOWN, "ä".repeat(4000), "", perfData),
                Servers.report(Target.service("shop", "Empty"), Status.OK, "", "", PerfData.none()),
                Servers.report(
                        Target.service("shop", "Injection"),
                        Status.CRITICAL,
                        "x\n[1] SHUTDOWN_PROGRAM\ttab \u0017 etb",
                        "",
                        PerfData.none()),
                Servers.report(Target.host("shop"), Status.CRITICAL, "host down\tfor sure", "", PerfData.none()));
    }

    @ParameterizedTest(name = "{0}, {1}, method {2}")
    @MethodSource("combinations")
    @Row(value = "B06", done = "the real daemon gets one result and no second line, by both transports")
    void arrivesFieldForField(NscaDaemon.Mode mode, String transport, int method) throws InterruptedException {
        try (NscaDaemon daemon = NscaDaemon.builder()
                .mode(mode)
                .password(PASSWORD)
                .method(method)
                .start()) {

            List<SendOutcome> outcomes = Servers.send(server(daemon, transport, method), reports());

            assertThat(outcomes).containsOnly(new SendOutcome.Sent(transport.equals("native")));
            List<PassiveResult> results = daemon.awaitResults(reports().size());
            assertThat(results).hasSize(reports().size());
            assertThat(results).extracting(PassiveResult::host).containsOnly("shop");
            assertThat(results)
                    .extracting(PassiveResult::service)
                    .containsExactly("Mail queue", "Ümläute", "Lines", "Long", "Empty", "Injection", null);
            assertThat(results).extracting(PassiveResult::returnCode).containsExactly(1, 0, 2, 3, 0, 2, 1);
            assertThat(results.get(0).output()).isEqualTo("7 mails|unsent=7 'oldest mail'=3.5s;10;~:20;0");
            assertThat(results.get(1).output()).isEqualTo("Größe 5 € \\ ; \"x\" 🚀");
            assertThat(results.get(2).output()).isEqualTo("first\nsecond\nthird \\n");
            assertThat(results.get(3).output()).startsWith("äää").contains("unsent=7 'oldest mail'=3.5s;10;~:20;0");
            assertThat(results.get(3).output().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isBetween(3900, 4095);
            assertThat(results.get(4).output()).isEqualTo("(no output)");
            assertThat(results.get(5).output())
                    .startsWith("x\n[1] SHUTDOWN_PROGRAM tab")
                    .doesNotContain("\u0017");
            assertThat(results.get(6).output()).isEqualTo("host down for sure");
        }
    }

    @ParameterizedTest
    @EnumSource(NscaDaemon.Mode.class)
    void namesAWrongPassword(NscaDaemon.Mode mode) throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().mode(mode).password("right").method(1).start()) {
            Server wrong = Servers.at(daemon.port(), "wrong", Map.of("encryption", "1"));

            assertThat(Servers.send(wrong, Servers.reports(1)).get(0))
                    .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                            .contains("password"));
            assertThat(Servers.send(wrong, Servers.reports(5)))
                    .allSatisfy(outcome -> assertThat(outcome.toString()).contains("password"));
            assertThat(daemon.rawLines()).isEmpty();
            // The daemon is none the worse for it.
            Server right = Servers.at(daemon.port(), "right", Map.of("encryption", "1"));
            assertThat(Servers.send(right, Servers.reports(3))).containsOnly(new SendOutcome.Sent(true));
            assertThat(daemon.awaitResults(3)).hasSize(3);
        }
    }

    @Test
    void namesAWrongMethodAndAnAbsentDaemon() throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("right").method(14).start()) {
            Server wrong = Servers.at(daemon.port(), "right", Map.of("encryption", "1"));
            assertThat(Servers.send(wrong, Servers.reports(1)).get(0).toString())
                    .contains("encryption method");
            daemon.stop();
            assertThat(Servers.send(wrong, Servers.reports(2))).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("connection refused")));
        }
    }

    @Test
    void doesNotCallSentWhatADaemonThatWasKilledCannotHaveRead() throws Exception {
        try (NscaDaemon daemon = NscaDaemon.builder().password("").method(1).start()) {
            Server server = Servers.at(daemon.port(), "", Map.of("encryption", "1"));
            Thread killer = new Thread(() -> {
                daemon.awaitResults(200);
                daemon.kill();
            });
            killer.start();

            List<SendOutcome> outcomes = Servers.send(server, Servers.reports(20_000));
            killer.join();

            long sent =
                    outcomes.stream().filter(SendOutcome.Sent.class::isInstance).count();
            long undone = outcomes.stream()
                    .filter(SendOutcome.Retry.class::isInstance)
                    .count();
            assertThat(undone).isPositive();
            assertThat((long) daemon.rawLines().size()).isBetween(sent, 20_000 - undone);
        }
    }

    @Test
    @Row(value = "R03", done = "the real daemon is frozen")
    void isNotHeldByADaemonThatIsStopped() throws InterruptedException {
        try (NscaDaemon daemon = NscaDaemon.builder().password("").method(0).start()) {
            Server server = Servers.at(daemon.port(), "", Map.of("encryption", "0", "read-timeout", "300ms"));
            daemon.suspend();
            long began = System.nanoTime();

            assertThat(Servers.send(server, Servers.reports(1), Duration.ofSeconds(2))
                            .get(0))
                    .isInstanceOf(SendOutcome.Retry.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            daemon.resume();
        }
    }
}
