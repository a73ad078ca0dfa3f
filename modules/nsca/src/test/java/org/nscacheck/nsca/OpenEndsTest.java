/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;
import org.nscacheck.testkit.daemon.NscaDaemon;
import org.nscacheck.testkit.daemon.PassiveResult;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Fault;

/** A connection that is given up while the daemon has not ended its side. */
class OpenEndsTest {

    private static final int SERVICES = 150;

    private static List<Report> round(String word) {
        return IntStream.range(0, SERVICES)
                .mapToObj(
                        i -> Servers.report(Target.service("shop", "s" + i), Status.WARNING, word, "", PerfData.none()))
                .toList();
    }

    /** The slowest cipher, so that there is much to read when the child is frozen. */
    @Test
    @Row(
            value = "R65",
            done =
                    "the real daemon's child is frozen with a batch half read and wakes: nothing arrives behind newer results")
    void sendsNothingNewerWhileAFrozenChildHasUnreadResults() throws InterruptedException {
        NscaSenderFactory factory = Servers.factory();
        try (NscaDaemon daemon = NscaDaemon.builder()
                .mode(NscaDaemon.Mode.FORKED)
                .password("pw")
                .method(3)
                .start()) {
            Server server = Servers.at(daemon.port(), "pw", Map.of("encryption", "3", "read-timeout", "1200ms"));
            Thread freezer = new Thread(() -> {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> !daemon.rawLines().isEmpty());
                daemon.suspendChildren();
            });
            freezer.start();
            assertThat(send(factory, server, round("older"))).doesNotContain(new SendOutcome.Sent(true));
            freezer.join();
            assertThat(daemon.rawLines()).hasSizeLessThan(SERVICES);

            List<SendOutcome> held = send(factory, server, round("newer"));
            daemon.resumeChildren();
            await().until(() -> send(factory, server, round("newer"))
                    .equals(Collections.nCopies(SERVICES, new SendOutcome.Sent(true))));
            await().until(() -> daemon.results().stream()
                            .filter(result -> result.output().equals("older"))
                            .count()
                    == SERVICES);

            Set<String> renewed = new HashSet<>();
            for (PassiveResult result : daemon.results()) {
                if (result.output().equals("newer")) {
                    renewed.add(result.service());
                } else {
                    assertThat(renewed).doesNotContain(result.service());
                }
            }
            assertThat(held).allSatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                            .contains("has the connection of an earlier batch open")));
        }
    }

    private static List<SendOutcome> send(NscaSenderFactory factory, Server server, List<Report> reports)
            throws InterruptedException {
        try (Sender sender = factory.open(server)) {
            return sender.send(reports, Deadline.in(Duration.ofSeconds(8)));
        }
    }

    @Test
    @Row(value = "R65", done = "a daemon that never ends it is waited for half a minute, not for ever")
    void sendsAgainAfterTheBoundToADaemonThatNeverEndsAConnection() throws InterruptedException {
        AtomicLong ahead = new AtomicLong();
        NscaTiming impatient = new NscaTiming(
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofMillis(50),
                Duration.ofSeconds(20),
                Duration.ZERO);
        try (FakeNscaDaemon daemon =
                        FakeNscaDaemon.builder().password("pw").method(1).start();
                NscaClient client = new NscaClient(
                        NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of("pw"), Encryption.XOR)
                                .with(impatient),
                        () -> System.nanoTime() + ahead.get())) {
            daemon.fail(new Fault.StopReading());
            List<NscaMessage> messages = List.of(new NscaMessage("shop", "s", 0, "fine"));

            assertThat(client.send(messages, Deadline.in(Duration.ofSeconds(5))).get(0))
                    .isInstanceOf(SendOutcome.Unknown.class);
            assertThat(client.send(messages, Deadline.in(Duration.ofSeconds(5))).get(0))
                    .isInstanceOf(SendOutcome.Retry.class);
            assertThat(daemon.connections()).isEqualTo(1);

            ahead.set(OpenEnds.BOUND.toNanos());
            assertThat(client.send(messages, Deadline.in(Duration.ofSeconds(5))).get(0))
                    .isInstanceOf(SendOutcome.Unknown.class);
            assertThat(daemon.connections()).isEqualTo(2);
            daemon.heal();
        }
    }
}
