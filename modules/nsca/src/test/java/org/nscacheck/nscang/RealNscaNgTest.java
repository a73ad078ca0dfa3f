/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.nscang.NscaNgClientSettings.Tls;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaNgDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.matrix.Row;

/** The client against Debian's {@code nsca-ng}: what it answers, and what it really writes into its FIFO. */
class RealNscaNgTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final String PASSWORD = "s3cret pässwörd";
    private static final SendOutcome ACCEPTED = new SendOutcome.Accepted();

    private static Report report(Target target, Status status, String message, String longOutput) {
        return new Report(
                target, new CheckResult(status, message, longOutput, PerfData.of(Metric.of("unsent", 7))), AT, null);
    }

    private static List<Report> reports(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> report(Target.service("shop", "Service " + i), Status.WARNING, "message " + i, ""))
                .toList();
    }

    private static NscaNgDaemon daemon() {
        return NscaNgDaemon.start("shop-1", PASSWORD, ".*", ".*");
    }

    private static NscaNgClientSettings settings(NscaNgDaemon daemon) {
        return NscaNgClientSettings.of("127.0.0.1", daemon.port(), "shop-1", Secret.of(PASSWORD));
    }

    private static List<SendOutcome> send(NscaNgClientSettings settings, List<Report> reports)
            throws InterruptedException {
        try (NscaNgClient client = new NscaNgClient(settings)) {
            return client.send(reports, Deadline.in(Duration.ofSeconds(20)));
        }
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void arrivesFieldForFieldWithTheTimeOfTheCheck(Tls tls) throws InterruptedException {
        try (NscaNgDaemon daemon = daemon()) {
            List<Report> reports = List.of(
                    report(Target.service("shop", "Ümläute"), Status.OK, "Größe 5 € \\ ; \"x\" 🚀", ""),
                    report(Target.service("shop", "Lines"), Status.CRITICAL, "first", "second\nthird \\n"),
                    report(Target.service("shop", "Long"), Status.UNKNOWN, "ä\\".repeat(4000), ""),
                    report(Target.host("shop"), Status.CRITICAL, "host down\tfor sure", ""));

            assertThat(send(settings(daemon).with(tls), reports)).hasSize(4).containsOnly(ACCEPTED);

            List<PassiveResult> results = daemon.commands().awaitResults(4);
            assertThat(results).extracting(PassiveResult::receivedAt).containsOnly(AT);
            assertThat(results).extracting(PassiveResult::service).containsExactly("Ümläute", "Lines", "Long", null);
            assertThat(results).extracting(PassiveResult::returnCode).containsExactly(0, 2, 3, 1);
            assertThat(results.get(0).output()).isEqualTo("Größe 5 € \\ ; \"x\" 🚀|unsent=7");
            assertThat(results.get(1).output()).isEqualTo("first|unsent=7\nsecond\nthird \\n");
            assertThat(results.get(2).output()).startsWith("ä\\ä\\").endsWith("|unsent=7");
            assertThat(results.get(3).output()).startsWith("host down");
        }
    }

    @Test
    void sendsAThousandResultsInOneSession() throws InterruptedException {
        try (NscaNgDaemon daemon = daemon()) {
            assertThat(send(settings(daemon), reports(1000))).hasSize(1000).containsOnly(ACCEPTED);

            assertThat(daemon.commands().awaitResults(1000))
                    .extracting(PassiveResult::service)
                    .containsExactlyElementsOf(IntStream.range(0, 1000)
                            .mapToObj(i -> "Service " + i)
                            .toList());
        }
    }

    @Test
    void opensAnotherSessionAfterOneThatWasIdle() throws InterruptedException {
        try (NscaNgDaemon daemon = daemon();
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            for (int i = 1; i <= 3; i++) {
                assertThat(client.send(reports(1), Deadline.in(Duration.ofSeconds(20))))
                        .containsOnly(ACCEPTED);
                assertThat(daemon.commands().awaitResults(i)).hasSize(i);
                org.awaitility.Awaitility.await()
                        .pollDelay(Duration.ofMillis(1100))
                        .until(() -> true);
            }
        }
    }

    @Test
    @Row(value = "R69", done = "NSCA-ng: its time ends between two windows of a batch, or while the session is opened")
    void doesNotSendAnOkWhoseTimeEndsBetweenTwoWindows() throws InterruptedException {
        List<Report> reports = IntStream.range(0, 2000)
                .mapToObj(i -> new Report(
                        Target.service("shop", "Service " + i),
                        CheckResult.of(Status.OK, "fine"),
                        AT,
                        AT.plusSeconds(5)))
                .toList();
        try (NscaNgDaemon daemon = daemon();
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            Deadline deadline = Deadline.in(
                            Duration.ofSeconds(60),
                            () -> System.nanoTime() + (daemon.commands().lines().isEmpty() ? 0 : 6_000_000_000L))
                    .withStoreTime(AT);

            List<SendOutcome> outcomes = client.send(reports, deadline);

            int accepted = outcomes.indexOf(new SendOutcome.Expired("an OK that was true until 2026-03-01T10:00:05Z"));
            assertThat(accepted).isPositive();
            assertThat(outcomes.subList(0, accepted)).containsOnly(ACCEPTED);
            assertThat(outcomes.subList(accepted, 2000)).hasOnlyElementsOfType(SendOutcome.Expired.class);
            assertThat(client.send(reports(1), Deadline.in(Duration.ofSeconds(20))))
                    .containsOnly(ACCEPTED);
            assertThat(daemon.commands().awaitResults(accepted + 1)).hasSize(accepted + 1);
        }
    }

    @Test
    @Row(value = "R09", done = "the real server's refusal is passed on, the others go on")
    void passesTheServersRefusalOnAndGoesOnWithTheOthers() throws InterruptedException {
        try (NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", PASSWORD, "shop", "Service [02]")) {
            List<SendOutcome> outcomes = send(settings(daemon), reports(3));

            assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(SendOutcome.Refused.class, refused -> assertThat(refused.reason())
                            .containsIgnoringCase("authorized"));
            assertThat(outcomes.get(2)).isEqualTo(ACCEPTED);
            assertThat(daemon.commands().awaitResults(2))
                    .extracting(PassiveResult::service)
                    .containsExactly("Service 0", "Service 2");
        }
    }

    @Test
    @Row(value = "R36", done = "too long for the real server: refused, the others go on")
    void goesOnWithoutTheResultsThatAreTooLongForTheServer() throws InterruptedException {
        try (NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", PASSWORD, ".*", ".*", 300);
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            List<Report> reports = List.of(
                    report(Target.service("shop", "Short 1"), Status.OK, "fine", ""),
                    report(Target.service("shop", "Long"), Status.OK, "x".repeat(500), ""),
                    report(Target.service("shop", "Short 2"), Status.OK, "fine", ""),
                    report(Target.service("shop", "Long 2"), Status.OK, "x".repeat(500), ""),
                    report(Target.service("shop", "Short 3"), Status.OK, "fine", ""));

            List<SendOutcome> outcomes = client.send(reports, Deadline.in(Duration.ofSeconds(20)));

            assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
            assertThat(outcomes.get(1)).isInstanceOf(SendOutcome.Refused.class);
            assertThat(outcomes.get(2)).isEqualTo(ACCEPTED);
            assertThat(outcomes.get(3)).isInstanceOf(SendOutcome.Refused.class);
            assertThat(outcomes.get(4)).isEqualTo(ACCEPTED);
            assertThat(daemon.commands().awaitResults(3))
                    .extracting(PassiveResult::service)
                    .containsExactly("Short 1", "Short 2", "Short 3");
        }
    }

    /** A refused command of more than 1,024 bytes is a line too long, which ends the session. */
    @Test
    void losesNothingWhenTheServerEndsTheSession() throws InterruptedException {
        try (NscaNgDaemon daemon = NscaNgDaemon.start("shop-1", PASSWORD, ".*", ".*", 300);
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            List<Report> reports = List.of(
                    report(Target.service("shop", "Short 1"), Status.OK, "fine", ""),
                    report(Target.service("shop", "Long"), Status.OK, "x".repeat(3000), ""),
                    report(Target.service("shop", "Short 2"), Status.OK, "fine", ""));

            List<SendOutcome> outcomes = client.send(reports, Deadline.in(Duration.ofSeconds(20)));

            assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
            assertThat(outcomes.get(1)).isInstanceOf(SendOutcome.Refused.class);
            assertThat(outcomes.get(2)).isInstanceOf(SendOutcome.Unknown.class);
            assertThat(client.send(reports.subList(2, 3), Deadline.in(Duration.ofSeconds(20))))
                    .containsExactly(ACCEPTED);
            assertThat(daemon.commands().awaitResults(2))
                    .extracting(PassiveResult::service)
                    .containsExactly("Short 1", "Short 2");
        }
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    @Row(value = "R09", done = "both are named, by the real server")
    void namesAWrongPasswordAndAnUnknownIdentity(Tls tls) throws InterruptedException {
        try (NscaNgDaemon daemon = daemon()) {
            NscaNgClientSettings right = settings(daemon).with(tls);
            NscaNgClientSettings wrongPassword = NscaNgClientSettings.of(
                            "127.0.0.1", daemon.port(), "shop-1", Secret.of("wrong"))
                    .with(tls);
            NscaNgClientSettings wrongIdentity = NscaNgClientSettings.of(
                            "127.0.0.1", daemon.port(), "shop-2", Secret.of(PASSWORD))
                    .with(tls);

            assertThat(send(wrongPassword, reports(2))).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                            .contains("password")));
            assertThat(send(wrongIdentity, reports(2))).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Rejected.class, rejected -> assertThat(rejected.reason())
                            .contains("shop-2")));
            assertThat(send(right, reports(1))).containsExactly(ACCEPTED);
            assertThat(daemon.commands().awaitResults(1)).hasSize(1);
        }
    }

    @Test
    @Row(value = "B06", done = "the real nsca-ng gets one command, whatever the text says")
    void takesACommandInAMessageForText() throws InterruptedException {
        try (NscaNgDaemon daemon = daemon()) {
            Report hostile = report(
                    Target.service("shop", "Injection"),
                    Status.OK,
                    "x\n[123] SHUTDOWN_PROGRAM",
                    "[123] SHUTDOWN_PROGRAM\r\n.\nQUIT");

            assertThat(send(settings(daemon), List.of(hostile))).containsExactly(ACCEPTED);
            assertThat(send(settings(daemon), reports(1))).containsExactly(ACCEPTED);

            assertThat(daemon.commands().awaitResults(2))
                    .extracting(PassiveResult::service)
                    .containsExactly("Injection", "Service 0");
            assertThat(daemon.commands().lines()).hasSize(2);
        }
    }

    @Test
    void findsAServerAgainThatWasRestarted() throws InterruptedException {
        try (NscaNgDaemon daemon = daemon();
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            Deadline deadline = Deadline.in(Duration.ofSeconds(20));
            assertThat(client.send(reports(5), deadline)).containsOnly(ACCEPTED);
            daemon.restart();

            List<SendOutcome> outcomes = new ArrayList<>(client.send(reports(5), deadline));
            if (!outcomes.equals(Collections.nCopies(5, ACCEPTED))) {
                // The session was used a moment ago, so it was not asked whether it still lives.
                assertThat(outcomes).noneMatch(ACCEPTED::equals);
                outcomes = client.send(reports(5), deadline);
            }

            assertThat(outcomes).hasSize(5).containsOnly(ACCEPTED);
            assertThat(daemon.commands().awaitResults(10)).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void opensAnotherSessionWhenTheServerWasRestartedInAPause() throws Exception {
        try (NscaNgDaemon daemon = daemon();
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            assertThat(client.send(reports(1), Deadline.in(Duration.ofSeconds(5))))
                    .containsOnly(ACCEPTED);
            daemon.restart();
            org.awaitility.Awaitility.await().pollDelay(Duration.ofMillis(1100)).until(() -> true);

            assertThat(client.send(reports(3), Deadline.in(Duration.ofSeconds(5))))
                    .hasSize(3)
                    .containsOnly(ACCEPTED);
            assertThat(daemon.commands().awaitResults(4)).hasSize(4);
        }
    }

    @Test
    void isNotHeldByAServerThatDoesNotAnswer() throws InterruptedException {
        try (NscaNgDaemon daemon = daemon();
                NscaNgClient client = new NscaNgClient(settings(daemon))) {
            assertThat(client.send(reports(1), Deadline.in(Duration.ofSeconds(5))))
                    .containsOnly(ACCEPTED);
            daemon.suspend();
            long began = System.nanoTime();

            List<SendOutcome> outcomes = client.send(reports(3), Deadline.in(Duration.ofSeconds(1)));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            assertThat(outcomes).hasSize(3).noneMatch(ACCEPTED::equals);
            daemon.resume();
        }
    }

    @Test
    void saysThatNobodyListens() throws InterruptedException {
        int port;
        try (NscaNgDaemon daemon = daemon()) {
            port = daemon.port();
        }
        assertThat(send(NscaNgClientSettings.of("127.0.0.1", port, "shop-1", Secret.of("x")), reports(1)))
                .singleElement()
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .contains("connection refused"));
    }
}
