/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.nscacheck.testkit.nsca.RawClient.packet;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.nsca.RawClient.Sign;

class FaultTest {

    private static final byte[] GOOD = packet("web1", "disk", 1, "full");

    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().method(0).start();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void refusesConnectionsAndComesBack() throws IOException {
        try (RawClient open = new RawClient(daemon.port()).greeted()) {
            daemon.fail(new Fault.Refuse());
            assertThatThrownBy(() -> new RawClient(daemon.port())).isInstanceOf(IOException.class);
            open.send(GOOD);
            daemon.awaitReceived(1);
        }
        daemon.heal();
        sendOne(2);
    }

    @Test
    void staysRefusingOverARestart() {
        daemon.fail(new Fault.Refuse());
        daemon.stop();
        daemon.start();
        assertThatThrownBy(() -> new RawClient(daemon.port())).isInstanceOf(IOException.class);
    }

    @Test
    void neverGreetsWhileItIsFrozenAndGoesOnAfterwards() throws IOException {
        daemon.fail(new Fault.Freeze());
        try (RawClient client = new RawClient(daemon.port())) {
            assertThat(client.sign(50)).isEqualTo(Sign.OPEN);
            daemon.heal();
            client.greeted().send(GOOD);
            daemon.awaitReceived(1);
        }
    }

    @Test
    void greetsByHalf() throws IOException {
        daemon.fail(new Fault.HalfGreeting(66));
        try (RawClient client = new RawClient(daemon.port())) {
            assertThat(client.read(66)).hasSize(66);
            assertThat(client.sign(50)).isEqualTo(Sign.OPEN);
            daemon.stop();
            assertThat(client.sign(5_000)).isNotEqualTo(Sign.OPEN);
        }
        assertThatThrownBy(() -> new Fault.HalfGreeting(132)).hasMessageContaining("132");
    }

    @Test
    void cutsTheGreeting() throws IOException {
        daemon.fail(new Fault.CutGreeting(131));
        try (RawClient client = new RawClient(daemon.port())) {
            assertThat(client.greeting()).hasSize(131);
            assertThat(client.sign(5_000)).isEqualTo(Sign.EOF);
        }
        assertThatThrownBy(() -> new Fault.CutGreeting(-1)).hasMessageContaining("-1");
    }

    @Test
    void closesBeforeTheGreeting() throws IOException {
        daemon.fail(new Fault.CloseBeforeGreeting());
        try (RawClient client = new RawClient(daemon.port())) {
            assertThat(client.greeting()).isEmpty();
        }
    }

    @Test
    void stopsReadingSoThatWritesBlock() throws IOException {
        try (RawClient client = new RawClient(daemon.port()).greeted()) {
            daemon.fail(new Fault.StopReading());
            byte[][] many = new byte[4_000][];
            Arrays.fill(many, GOOD);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> send(client, many));
            assertThatThrownBy(() -> daemon.awaitReceived(100, Duration.ofMillis(200)))
                    .isInstanceOf(AssertionError.class);
            assertThat(writing).isNotDone();
            daemon.heal();
            daemon.awaitReceived(4_000);
            writing.join();
        }
    }

    @Test
    void readsSlowly() throws IOException {
        daemon.fail(new Fault.SlowReading(2_000, Duration.ofMillis(20)));
        long start = System.nanoTime();
        sendOne(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void resetsTheConnectionInTheMiddleOfABatch() throws IOException {
        daemon.fail(new Fault.DropAfter(2));
        try (RawClient client = new RawClient(daemon.port()).greeted()) {
            client.send(GOOD, GOOD, GOOD);
            assertThat(client.sign(5_000)).isEqualTo(Sign.RESET);
            assertThat(daemon.received()).hasSize(2);
        }
        daemon.heal();
        sendOne(3);
    }

    private void sendOne(int expected) throws IOException {
        try (RawClient client = new RawClient(daemon.port())) {
            client.greeted().send(GOOD);
            assertThat(daemon.awaitReceived(expected)).hasSize(expected);
        }
    }

    private static void send(RawClient client, byte[][] packets) {
        try {
            client.send(packets);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
