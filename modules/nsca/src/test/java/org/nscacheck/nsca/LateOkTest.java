/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.Programs;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;

/** An OK whose time ends between its taking and its writing. */
class LateOkTest {

    private static final Instant TAKEN = Instant.parse("2026-03-01T10:00:00Z");

    /** On a clock that goes on by two seconds when this is true, as after a freeze of the process. */
    private static Deadline frozenOnce(BooleanSupplier wasFrozen) {
        return Deadline.in(
                        Duration.ofSeconds(20),
                        () -> System.nanoTime()
                                + (wasFrozen.getAsBoolean()
                                        ? Duration.ofSeconds(2).toNanos()
                                        : 0))
                .withStoreTime(TAKEN);
    }

    private static Report report(String service, Status status, Duration valid) {
        return new Report(Target.service("shop", service), CheckResult.of(status, service), TAKEN, TAKEN.plus(valid));
    }

    private static List<Report> reports() {
        return List.of(
                report("first", Status.OK, Duration.ofSeconds(1)),
                report("bad", Status.CRITICAL, Duration.ofSeconds(1)),
                report("late", Status.OK, Duration.ofSeconds(1)),
                report("true", Status.OK, Duration.ofSeconds(15)));
    }

    private static void assertExpired(SendOutcome outcome) {
        assertThat(outcome).isEqualTo(new SendOutcome.Expired("an OK that was true until 2026-03-01T10:00:01Z"));
    }

    @Test
    @Row(value = "R69", done = "its time ends before the daemon greets: it is left out of the connection")
    void isNotWrittenAfterTheDaemonHasGreetedLate() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            Deadline deadline = frozenOnce(() -> daemon.connections() > 0);
            List<SendOutcome> outcomes;
            try (Sender sender = Servers.factory().open(Servers.at(daemon.port(), "pw", Map.of("encryption", "1")))) {
                outcomes = sender.send(reports(), deadline);
            }

            assertExpired(outcomes.get(0));
            assertThat(outcomes.get(1)).isEqualTo(new SendOutcome.Sent(true));
            assertExpired(outcomes.get(2));
            assertThat(outcomes.get(3)).isEqualTo(new SendOutcome.Sent(true));
            assertThat(daemon.awaitReceived(2)).hasSize(2);
            assertThat(daemon.connections()).isEqualTo(1);
        }
    }

    @Test
    void makesNoConnectionForWhatHasExpiredAlready() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                        FakeNscaDaemon.builder().password("pw").method(1).start();
                Sender sender = Servers.factory().open(Servers.at(daemon.port(), "pw", Map.of("encryption", "1")))) {

            assertExpired(
                    sender.send(reports().subList(0, 1), frozenOnce(() -> true).withStoreTime(TAKEN.plusSeconds(2)))
                            .get(0));

            assertThat(daemon.connections()).isZero();
        }
    }

    @Test
    @Row(value = "R69", done = "the program is not given it")
    void isNotGivenToTheProgram() throws InterruptedException {
        try (NscaDaemon daemon =
                NscaDaemon.builder().password("secret").method(1).start()) {
            Map<String, String> settings = Map.of(
                    "encryption",
                    "1",
                    "transport",
                    "program",
                    "program",
                    Programs.require("send_nsca").toString());
            Deadline deadline = Deadline.in(Duration.ofSeconds(20)).withStoreTime(TAKEN.plusSeconds(2));
            try (Sender sender = Servers.factory().open(Servers.at(daemon.port(), "secret", settings))) {
                List<SendOutcome> outcomes = sender.send(reports(), deadline);

                assertExpired(outcomes.get(0));
                assertThat(outcomes.get(1)).isEqualTo(new SendOutcome.Sent(false));
                assertExpired(outcomes.get(2));
                assertThat(outcomes.get(3)).isEqualTo(new SendOutcome.Sent(false));
            }
            assertThat(daemon.awaitResults(2))
                    .extracting(result -> result.service())
                    .containsExactly("bad", "true");
        }
    }
}
