/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Secret;

/** What a real collectd sends by network, and what others send in its name. */
@Timeout(60)
class CollectdReceiverTest {

    private static final InstantSource CLOCK = InstantSource.system();

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final RecordingPeer peer = new RecordingPeer(DataSets.BASIC, CLOCK);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private CollectdReceiver start(SecurityLevel level, Users users) throws IOException {
        CollectdReceiver receiver = CollectdReceiver.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new PacketDecoder(level, users, CLOCK),
                peer);
        executor.execute(receiver);
        return receiver;
    }

    private static String sending(int port, SecurityLevel level, String password) {
        return """
                LoadPlugin network
                <Plugin network>
                  <Server "127.0.0.1" "%d">
                    SecurityLevel %s
                    Username "%s"
                    Password "%s"
                  </Server>
                </Plugin>
                """.formatted(port, level, Golden.USER, password);
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatCollectdSendsHoweverItIsProtected(SecurityLevel level) throws IOException {
        try (CollectdReceiver receiver = start(level, Golden.USERS);
                RealCollectd collectd = RealCollectd.start(sending(receiver.port(), level, "geheim"))) {
            String now = Instant.now().getEpochSecond() + ".5";
            assertThat(
                            collectd.ask(
                                    "PUTNOTIF severity=warning time=" + now
                                            + " host=db plugin=disk plugin_instance=sda type=gauge type_instance=free message=\"Größe 7\""))
                    .isEqualTo("0 Success\n");
            await().until(() -> !peer.notifications().isEmpty());
            Notification read = peer.notifications().get(0);
            Identity identity = new Identity("db", "disk", "sda", "gauge", "free");
            assertThat(read.identity()).isEqualTo(identity);
            assertThat(read.severity()).isEqualTo(Severity.WARNING);
            assertThat(read.text()).isEqualTo("Größe 7");
            assertThat(read.at().toString()).endsWith(".500Z");
            assertThat(read.fact(PartState.RECEIVED)).contains("true");
            assertThat(read.fact(PartState.USER).isPresent()).isEqualTo(level != SecurityLevel.NONE);

            collectd.ask("PUTVAL db/disk-sda/gauge-free interval=10 " + now + ":42.5");
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                collectd.ask("FLUSH plugin=network");
                assertThat(peer.lists())
                        .contains(
                                new ValueList(identity, read.at(), Duration.ofSeconds(10), List.of(Value.gauge(42.5))));
            });
            assertThat(receiver.counters().problems()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void takesNothingFromACollectdWithAWrongPassword(SecurityLevel level) throws IOException {
        try (CollectdReceiver receiver = start(SecurityLevel.NONE, Golden.USERS);
                RealCollectd collectd = RealCollectd.start(sending(receiver.port(), level, "falsch"))) {
            collectd.ask("PUTNOTIF severity=warning time=" + Instant.now().getEpochSecond() + " message=x");

            await().until(() -> receiver.counters().problems() > 0);
            assertThat(receiver.counters().notifications()).isZero();
            assertThat(peer.notifications()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatOurOwnNotifierSends(SecurityLevel level) throws Exception {
        Notification sent = new Notification(
                Notification.Kind.PROBLEM,
                Severity.FAILURE,
                Instant.now(),
                Golden.QUEUE,
                "first line\nsecond line",
                Map.of());
        try (CollectdReceiver receiver = start(level, Golden.USERS);
                Sender sender =
                        new CollectdNotifierFactory().open(Servers.at("collectd", receiver.port(), level, "geheim"))) {
            sender.send(List.of(Servers.report(sent)), Servers.soon());

            await().until(() -> !peer.notifications().isEmpty());
            Map<String, Object> user = level == SecurityLevel.NONE ? Map.of() : Map.of(PartState.USER, Golden.USER);
            assertThat(peer.notifications()).containsExactly(Golden.received(sent, user));
        }
    }

    @Test
    void goesOnAfterRubbishAndAfterWhatThePeerRefusesOrFailsAt() throws IOException {
        try (CollectdReceiver receiver = start(SecurityLevel.NONE, Users.NONE)) {
            PacketEncoder encoder = new PacketEncoder(PacketSecurity.none());
            send(receiver.port(), new byte[] {1, 2, 3});
            send(receiver.port(), new byte[0]);
            send(
                    receiver.port(),
                    encoder.notification(Servers.notification("refuse me")).bytes());
            send(
                    receiver.port(),
                    encoder.notification(Servers.notification("break me")).bytes());
            send(
                    receiver.port(),
                    encoder.notification(Servers.notification("take me")).bytes());

            await().untilAsserted(() -> assertThat(receiver.counters()).isEqualTo(new ReceiverCounters(5, 1, 0, 3)));
            assertThat(peer.notifications()).extracting(Notification::text).containsExactly("take me");
        }
    }

    private static void send(int port, byte[] packet) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    @Test
    void takesAProtectedPacketOnce() throws IOException {
        byte[] packet = new PacketEncoder(PacketSecurity.of(SecurityLevel.SIGN, Golden.USER, Secret.of("geheim")))
                .notification(new Notification(
                        Notification.Kind.EVENT, Severity.OKAY, Instant.now(), Golden.QUEUE, "x", Map.of()))
                .bytes();
        try (CollectdReceiver receiver = start(SecurityLevel.SIGN, Golden.USERS)) {
            send(receiver.port(), packet);
            send(receiver.port(), packet);

            await().untilAsserted(() -> assertThat(receiver.counters()).isEqualTo(new ReceiverCounters(2, 1, 0, 1)));
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        CollectdReceiver receiver = start(SecurityLevel.NONE, Users.NONE);
        int port = receiver.port();
        assertThatThrownBy(() -> CollectdReceiver.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        new PacketDecoder(SecurityLevel.NONE, Users.NONE, CLOCK),
                        peer))
                .isInstanceOf(BindException.class);
        receiver.close();
        receiver.close();
        executor.shutdown();

        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
