/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Secret;
import org.nscacheck.testkit.daemon.NscaDaemon;

/** Rubbish on the wire, in both directions: the client is never held past its deadline and never takes it for success. */
class NscaFuzzTest {

    private static final Duration TIME = Duration.ofMillis(600);
    private static final Duration SLACK = Duration.ofMillis(1500);

    /** A daemon closes on a changed packet when it gets round to it, which takes long on a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int DAEMONS = 4;

    private static NscaClient client(int port, Encryption method, Duration rejectionWait) {
        NscaTiming timing = new NscaTiming(
                Duration.ofMillis(300), Duration.ofMillis(150), rejectionWait, Duration.ofSeconds(20), Duration.ZERO);
        return new NscaClient(NscaClientSettings.of("127.0.0.1", port, Secret.of("secret"), method)
                .with(timing));
    }

    private static List<SendOutcome> send(NscaClient client, int count, Duration time) throws InterruptedException {
        List<NscaMessage> messages = IntStream.range(0, count)
                .mapToObj(i -> new NscaMessage("shop", "Service " + i, 1, "output"))
                .toList();
        long began = System.nanoTime();
        List<SendOutcome> outcomes = client.send(messages, Deadline.in(time));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(time.plus(SLACK));
        assertThat(outcomes).hasSize(count);
        return outcomes;
    }

    /** Some bytes of each part of a packet: version, CRC, names, text, padding, everything is under the checksum. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "RIJNDAEL_128"})
    void neverCallsAChangedPacketSent(Encryption method) throws Exception {
        // No multiple of a block's length: each place within a block has its turn.
        assertNoneSent(method, 23);
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "RIJNDAEL_128"})
    @Tag("faults")
    void neverCallsAPacketSentOfWhichAnyByteIsChanged(Encryption method) throws Exception {
        assertNoneSent(method, 1);
    }

    private static void assertNoneSent(Encryption method, int step) throws Exception {
        int bytes = DataPacket.bytes(DataPacket.LONG_OUTPUT);
        AtomicInteger rejected = new AtomicInteger();
        AtOnce.forEach(DAEMONS, IntStream.range(0, DAEMONS).boxed().toList(), first -> {
            Random random = new Random(5667 + first);
            try (NscaDaemon daemon = NscaDaemon.builder()
                            .password("secret")
                            .method(method.number())
                            .start();
                    FlippingProxy proxy = new FlippingProxy(daemon.port())) {
                for (int position = first * step; position < bytes; position += DAEMONS * step) {
                    proxy.flip(position, 1 << random.nextInt(8));
                    SendOutcome outcome = send(client(proxy.port(), method, PATIENCE), 1, PATIENCE.multipliedBy(2))
                            .get(0);
                    // Without a greeting, which this daemon withholds now and then after a rejection, nothing was sent.
                    assertThat(outcome)
                            .as("byte %d", position)
                            .isInstanceOfAny(SendOutcome.Rejected.class, SendOutcome.Retry.class);
                    rejected.addAndGet(outcome instanceof SendOutcome.Rejected ? 1 : 0);
                }
                assertThat(daemon.rawLines()).isEmpty();
            }
        });
        assertThat(rejected).hasValueGreaterThan(bytes / step / 2);
    }

    /** A server that sends some of its bytes, or too many, and then closes, resets or stays silent. */
    @Test
    void survivesServersThatTalkRubbish() throws Exception {
        assertSurvived(20);
    }

    @Test
    @Tag("faults")
    void survivesServersThatTalkMuchRubbish() throws Exception {
        assertSurvived(120);
    }

    private static void assertSurvived(int servers) throws Exception {
        Random random = new Random(4304);
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serveRubbish(listener, random), "rubbish");
            server.setDaemon(true);
            server.start();
            for (int i = 0; i < servers; i++) {
                List<SendOutcome> outcomes =
                        send(client(listener.getLocalPort(), Encryption.XOR, Duration.ofMillis(60)), 1 + i % 5, TIME);
                assertThat(outcomes).noneMatch(new SendOutcome.Sent(true)::equals);
            }
        }
    }

    private static void serveRubbish(ServerSocket listener, Random random) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                byte[] rubbish = new byte[random.nextInt(400)];
                random.nextBytes(rubbish);
                socket.getOutputStream().write(rubbish);
                switch (random.nextInt(3)) {
                    case 0 -> socket.close();
                    case 1 -> {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    }
                    default -> {
                        // Stays open and silent until the client gives up.
                    }
                }
            } catch (IOException e) {
                // The client was quicker, or the test is over.
            }
        }
    }
}
