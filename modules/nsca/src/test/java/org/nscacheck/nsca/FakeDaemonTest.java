/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.SettableClock;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Fault;
import org.nscacheck.testkit.nsca.Flavour;

/** What the client makes of a daemon that misbehaves. */
class FakeDaemonTest {

    private static final Map<String, String> QUICK =
            Map.of("encryption", "1", "read-timeout", "200ms", "probation", "100ms");

    private static List<SendOutcome> send(NscaClient client, int count) throws InterruptedException {
        NscaMessage message = new NscaMessage("shop", "Mail queue", 0, "fine");
        return client.send(Collections.nCopies(count, message), Deadline.in(Duration.ofSeconds(5)));
    }

    private static List<SendOutcome> send(FakeNscaDaemon daemon, int reports) throws InterruptedException {
        Server server = Servers.at(daemon.port(), daemon.password(), QUICK);
        return Servers.send(server, Servers.reports(reports), Duration.ofSeconds(2));
    }

    @Test
    void givesShinkenEachResultOnAConnectionOfItsOwn() throws InterruptedException {
        try (FakeNscaDaemon shinken = FakeNscaDaemon.builder()
                .flavour(Flavour.SHINKEN)
                .password("pw")
                .method(1)
                .start()) {
            Server server = Servers.at(shinken.port(), "pw", Map.of("encryption", "1", "flavour", "shinken"));

            assertThat(Servers.send(server, Servers.reports(50))).containsOnly(new SendOutcome.Sent(true));

            assertThat(shinken.awaitReceived(50)).hasSize(50);
            assertThat(shinken.connections()).isEqualTo(50);
        }
    }

    @Test
    void sendsOldDaemonsShortPackets() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(14).start()) {
            Server server =
                    Servers.at(daemon.port(), "pw", Map.of("encryption", "14", "payload", "512", "one-packet", "true"));

            assertThat(Servers.send(server, Servers.reports(3))).containsOnly(new SendOutcome.Sent(true));

            assertThat(daemon.awaitReceived(3))
                    .allSatisfy(received ->
                            assertThat(received.packet().remaining()).isEqualTo(720));
        }
    }

    @Test
    @Row(value = "R03", done = "the read timeout ends it and everything is sent later")
    void keepsWhatADaemonThatDoesNotGreetHasNotSeen() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            for (Fault fault : List.of(
                    new Fault.Refuse(),
                    new Fault.Freeze(),
                    new Fault.HalfGreeting(0),
                    new Fault.HalfGreeting(131),
                    new Fault.CutGreeting(60),
                    new Fault.CloseBeforeGreeting())) {
                daemon.fail(fault);
                assertThat(send(daemon, 3)).as(fault.toString()).allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOf(SendOutcome.Retry.class));
                daemon.heal();
            }
            assertThat(send(daemon, 3)).containsOnly(new SendOutcome.Sent(true));
            assertThat(daemon.received()).hasSize(3);
        }
    }

    @Test
    void saysThatADaemonCannotUseItsCipher() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            daemon.fail(new Fault.CloseBeforeGreeting());

            assertThat(send(daemon, 1).get(0).toString()).contains("cannot use its configured cipher");
        }
    }

    @Test
    void doesNotKnowWhatBecameOfABatchThatBrokeInTheMiddle() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            daemon.fail(new Fault.DropAfter(4));

            List<SendOutcome> outcomes = send(daemon, 10);

            assertThat(outcomes).noneMatch(SendOutcome.Sent.class::isInstance).hasSize(10);
            assertThat(outcomes.get(0)).isInstanceOf(SendOutcome.Unknown.class);
        }
    }

    @Test
    @Row(value = "R07", done = "of a result alone, at a daemon whose busy machine lets it wait for its turn")
    void callsNothingSentThatABusyDaemonRejectsLate() throws InterruptedException {
        FakeNscaDaemon.Builder usual = FakeNscaDaemon.builder().method(1);
        try (FakeNscaDaemon daemon = usual.password("pw").start()) {
            NscaClient client =
                    new NscaClient(NscaClientSettings.of("127.0.0.1", daemon.port(), Secret.of("pw"), Encryption.XOR));
            for (int i = 0; i < 5; i++) {
                assertThat(send(client, 3)).containsOnly(new SendOutcome.Sent(true));
            }
            daemon.stop();
            try (FakeNscaDaemon changed =
                    usual.port(daemon.port()).password("another one").start()) {
                changed.fail(new Fault.SlowReading(Integer.MAX_VALUE, Duration.ofMillis(15)));

                assertThat(send(client, 1)).hasOnlyElementsOfType(SendOutcome.Rejected.class);
                assertThat(changed.received()).isEmpty();
            }
        }
    }

    @Test
    @Row(value = "R04", done = "the whole batch has one deadline")
    void givesUpAtItsDeadlineWhenTheDaemonStopsReading() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            daemon.fail(new Fault.StopReading());
            long began = System.nanoTime();

            List<SendOutcome> outcomes = send(daemon, 5000);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(outcomes).hasSize(5000).noneMatch(new SendOutcome.Sent(true)::equals);
            daemon.heal();
        }
    }

    @Test
    @Row(value = "R04", done = "a byte a second: given up at the deadline, nothing is called sent")
    void givesUpAtItsDeadlineWhenTheDaemonReadsAByteASecond() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            daemon.fail(new Fault.SlowReading(1, Duration.ofSeconds(1)));
            long began = System.nanoTime();

            List<SendOutcome> outcomes = send(daemon, 5000);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
            assertThat(outcomes).hasSize(5000).noneMatch(SendOutcome.Sent.class::isInstance);
            daemon.heal();
        }
    }

    @Test
    @Row(value = "R05", done = "1,000 times: each is given up in time, no thread and no connection is left behind")
    void leavesNothingBehindWhenItsPeerVanishesAThousandTimes() throws InterruptedException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().password("pw").method(1).start()) {
            Server server = Servers.at(
                    daemon.port(), "pw", Map.of("encryption", "1", "read-timeout", "2ms", "probation", "2ms"));
            daemon.fail(new Fault.Freeze());
            long before = ownThreads();

            for (int i = 0; i < 1000; i++) {
                assertThat(Servers.send(server, Servers.reports(1), Duration.ofMillis(100)))
                        .hasOnlyElementsOfType(SendOutcome.Retry.class);
            }

            assertThat(ownThreads()).isLessThan(before + 10);
            daemon.heal();
            await().until(() -> daemon.openConnections() == 0);
            assertThat(Servers.send(Servers.at(daemon.port(), "pw", QUICK), Servers.reports(1)))
                    .containsOnly(new SendOutcome.Sent(true));
        }
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("fake-nsca"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 600})
    @Row(
            value = "R42",
            done = "a daemon that rejects what is half a minute old takes everything, its clock being ten minutes off")
    void sendsTheTimeOfTheDaemonsGreeting(long seconds) throws InterruptedException {
        SettableClock off = new SettableClock(InstantSource.system().instant().plusSeconds(seconds));
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder()
                .password("pw")
                .method(1)
                .clock(off)
                .maxPacketAge(Duration.ofSeconds(30))
                .start()) {
            assertThat(send(daemon, 3)).containsOnly(new SendOutcome.Sent(true));
            assertThat(daemon.awaitReceived(3)).hasSize(3);
            assertThat(daemon.rejections()).isEmpty();
        }
    }

    @Test
    @Row(value = "R13", done = "a name that cannot be resolved is tried again, and named")
    void retriesWhenHostNameDoesNotResolve() throws InterruptedException {
        Server local = Servers.at(5667, "pw", QUICK);
        Server unknown = local.toBuilder()
                .address("monitoring.invalid")
                .port(5667)
                .version(0)
                .build();

        assertThat(Servers.send(unknown, Servers.reports(2))).hasSize(2).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOfSatisfying(SendOutcome.Retry.class, retry -> assertThat(retry.reason())
                        .contains("monitoring.invalid")));
    }
}
