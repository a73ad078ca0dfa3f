/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int PATIENCE_MILLIS = 10_000;

    private ServerSocket listener;
    private FaultyProxy network;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(PATIENCE_MILLIS);
        network = FaultyProxy.to(listener.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        network.close();
        listener.close();
    }

    /** The two ends of a connection. */
    private record Pair(Socket client, Socket server) implements AutoCloseable {

        void send(String text) throws IOException {
            client.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        String received(int length) throws IOException {
            return new String(server.getInputStream().readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    private Pair connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), network.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        Socket server = listener.accept();
        server.setSoTimeout(PATIENCE_MILLIS);
        return new Pair(client, server);
    }

    @Test
    void passesBytesAndEndsOn() throws IOException {
        try (Pair pair = connect()) {
            pair.send("there");
            assertThat(pair.received(5)).isEqualTo("there");
            pair.server.getOutputStream().write(7);
            assertThat(pair.client.getInputStream().read()).isEqualTo(7);

            pair.client.shutdownOutput();
            assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
            pair.server.getOutputStream().write(8);
            pair.server.close();
            assertThat(pair.client.getInputStream().read()).isEqualTo(8);
            assertThat(pair.client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesNewConnectionsOnly() throws IOException {
        try (Pair open = connect()) {
            network.refuse();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), network.port()))
                    .isInstanceOf(IOException.class);
            open.send("on");
            assertThat(open.received(2)).isEqualTo("on");
        }
        network.listenAgain();
        connect().close();
    }

    @Test
    void swallowsWhatComesInSilenceAndNeverBringsItBack() throws IOException {
        try (Pair pair = connect()) {
            network.silence();
            pair.send("lost");
            pair.server.setSoTimeout(200);
            assertThatThrownBy(() -> pair.received(1)).isInstanceOf(SocketTimeoutException.class);

            network.pass();
            assertThatThrownBy(() -> pair.received(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(IOException.class);
        }
        try (Pair next = connect()) {
            next.send("ok");
            assertThat(next.received(2)).isEqualTo("ok");
        }
    }

    @Test
    void delaysBothWays() throws IOException {
        network.delay(Duration.ofMillis(150));
        try (Pair pair = connect()) {
            long began = System.nanoTime();
            pair.send("x");
            pair.received(1);
            pair.server.getOutputStream().write(1);
            pair.client.getInputStream().read();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void passesSlowly() throws IOException {
        network.slow(1000);
        try (Pair pair = connect()) {
            long began = System.nanoTime();
            pair.send("x".repeat(300));
            assertThat(pair.received(300)).hasSize(300);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(280));
        }
    }

    @Test
    void resetsBothSides() throws IOException {
        try (Pair pair = connect()) {
            network.reset();
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> pair.server.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void resetsAfterSoManyBytes() throws IOException {
        network.resetAfter(4);
        try (Pair pair = connect()) {
            pair.send("123");
            assertThat(pair.received(3)).isEqualTo("123");
            pair.send("45");
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void cutsBehindWhatHasCome() throws IOException {
        try (Pair pair = connect()) {
            pair.send("first");
            assertThat(pair.received(5)).isEqualTo("first");
            network.cut();
            assertThat(pair.server.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** A client that takes an orderly end for "all was read" must not be lied to. */
    @Test
    void showsAResetWhenTheServerHasEndedBeforeItGotEverything() throws IOException {
        network.delay(Duration.ofMillis(300));
        try (Pair pair = connect()) {
            pair.send("held back");
            pair.client.shutdownOutput();
            pair.server.close();
            assertThatThrownBy(() -> pair.client.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsAConnectionWhenNobodyListensBehindIt() throws IOException {
        listener.close();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), network.port())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
