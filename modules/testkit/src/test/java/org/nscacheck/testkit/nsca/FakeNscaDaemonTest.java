/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.nscacheck.testkit.nsca.RawClient.damaged;
import static org.nscacheck.testkit.nsca.RawClient.packet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.testkit.SettableClock;
import org.nscacheck.testkit.daemon.SendNsca;
import org.nscacheck.testkit.nsca.RawClient.Sign;

class FakeNscaDaemonTest {

    private static final byte[] GOOD = packet("web1", "disk", 1, "full");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 14})
    void readsWhatTheRealSendNscaSends(int method) {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().method(method).password("p#s =ö").start()) {
            SendNsca run = SendNsca.send(
                    daemon.port(), "p#s =ö", method, "web1\tdisk\t1\tfull\nline ü", "web1\t2\tdown", "a\tb\t-1\tc");
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(daemon.awaitReceived(3))
                    .extracting(
                            Received::connection,
                            Received::host,
                            Received::service,
                            Received::returnCode,
                            Received::output)
                    .containsExactly(
                            tuple(1, "web1", "disk", 1, "full\nline ü"),
                            tuple(1, "web1", null, 2, "down"),
                            tuple(1, "a", "b", -1, "c"));
            assertThat(daemon.rejections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 14})
    void rejectsAWrongPassword(int method) {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().method(method).password("right").start()) {
            SendNsca.send(daemon.port(), "wrong", method, "web1\tdisk\t1\tfull");
            await().untilAsserted(() -> assertThat(daemon.rejections())
                    .singleElement()
                    .asString()
                    .startsWith("connection 1: ")
                    .contains("wrong password"));
            assertThat(daemon.received()).isEmpty();
        }
    }

    @Test
    void worksWithoutAPassword() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().password("").start()) {
            SendNsca.send(daemon.port(), "", 1, "web1\tdisk\t1\tfull");
            assertThat(daemon.awaitReceived(1)).hasSize(1);
        }
    }

    @Test
    void greetsWithTheTimeOfItsClockAndKeepsThePacketAsItWas() throws IOException {
        SettableClock clock = new SettableClock();
        try (FakeNscaDaemon daemon =
                        FakeNscaDaemon.builder().method(0).clock(clock).start();
                RawClient client = new RawClient(daemon.port())) {
            byte[] greeting = client.greeting();
            assertThat(ByteBuffer.wrap(greeting).getInt(128))
                    .isEqualTo((int) clock.instant().getEpochSecond());
            client.send(GOOD);
            Received received = daemon.awaitReceived(1).get(0);
            assertThat(received.at()).isEqualTo(clock.instant());
            assertThat(received.timestamp()).isEqualTo(1_700_000_000);
            assertThat(received.packet()).isEqualTo(ByteBuffer.wrap(GOOD));
        }
    }

    @Test
    void rejectsOldPacketsIfItIsToldTo() throws IOException {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder()
                        .method(0)
                        .maxPacketAge(Duration.ofSeconds(30))
                        .start();
                RawClient client = new RawClient(daemon.port()).greeted().send(GOOD)) {
            assertThat(client.sign(5_000)).isEqualTo(Sign.EOF);
            assertThat(daemon.rejections()).singleElement().asString().contains("s away from the daemon's time");
        }
    }

    @Test
    void takesTheFirstPacketOnlyIfItIsShinken() throws IOException {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().flavour(Flavour.SHINKEN).method(0).start()) {
            try (RawClient client = new RawClient(daemon.port()).greeted()) {
                client.send(damaged(GOOD), packet("web1", "disk", 2, "second"));
                assertThat(client.sign(50)).isEqualTo(Sign.OPEN);
                assertThat(client.halfClose().sign(5_000)).isEqualTo(Sign.EOF);
            }
            try (RawClient client = new RawClient(daemon.port()).greeted()) {
                client.send(packet(720, 3, "old", "disk", 0, "OK")).halfClose();
                assertThat(client.sign(5_000)).isEqualTo(Sign.EOF);
            }
            assertThat(daemon.awaitReceived(2)).extracting(Received::host).containsExactly("web1", "old");
        }
    }

    @Test
    void readsXorAsShinken() {
        try (FakeNscaDaemon daemon =
                FakeNscaDaemon.builder().flavour(Flavour.SHINKEN).start()) {
            SendNsca.send(daemon.port(), "secret", 1, "web1\tdisk\t1\tfull", "web1\tdisk\t2\tlost");
            assertThat(daemon.awaitReceived(1)).extracting(Received::output).containsExactly("full");
        }
    }

    @Test
    void refusesMethodsItCannotDecrypt() {
        assertThatThrownBy(() -> FakeNscaDaemon.builder().method(2)).hasMessageContaining("not 2");
        assertThatThrownBy(() -> FakeNscaDaemon.builder()
                        .flavour(Flavour.SHINKEN)
                        .method(14)
                        .start())
                .hasMessageContaining("Shinken");
    }

    @Test
    void callsItsListenersEvenIfOneFails() throws IOException {
        List<Received> heard = new CopyOnWriteArrayList<>();
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(0).start()) {
            daemon.onReceived(received -> {
                throw new IllegalStateException("a listener of this test fails on purpose");
            });
            daemon.onReceived(heard::add);
            try (RawClient client = new RawClient(daemon.port())) {
                client.greeted().send(GOOD, GOOD);
                await().until(() -> heard.size() == 2);
            }
        }
    }

    @Test
    void failsWhenResultsDoNotCome() throws IOException {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(0).start();
                RawClient client = new RawClient(daemon.port())) {
            client.greeted().send(GOOD);
            daemon.awaitReceived(1);
            assertThatThrownBy(() -> daemon.awaitReceived(2, Duration.ofMillis(30)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("received 1 results")
                    .hasMessageContaining("expected 2");
            daemon.clear();
            assertThat(daemon.received()).isEmpty();
        }
    }

    @Test
    void stopsAndStartsOnTheSamePort() throws IOException {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(0).start()) {
            int port = daemon.port();
            try (RawClient client = new RawClient(port)) {
                client.greeted().send(GOOD);
                daemon.awaitReceived(1);
                daemon.stop();
                assertThat(client.sign(5_000)).isNotEqualTo(Sign.OPEN);
                assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
            }
            daemon.start();
            assertThat(daemon.port()).isEqualTo(port);
            try (RawClient client = new RawClient(port)) {
                client.greeted().send(GOOD);
                assertThat(daemon.awaitReceived(2))
                        .extracting(Received::connection)
                        .containsExactly(1, 2);
                assertThat(daemon.connections()).isEqualTo(2);
                assertThat(daemon.openConnections()).isEqualTo(1);
            }
            await().until(() -> daemon.openConnections() == 0);
        }
    }
}
