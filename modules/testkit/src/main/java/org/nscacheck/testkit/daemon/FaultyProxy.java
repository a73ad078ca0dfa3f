/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of network between a client and a server on this machine, whose faults are switched while connections are open.
 *
 * <pre>{@code
 * try (FaultyProxy network = FaultyProxy.to(daemon.port())) {
 *     // let the client talk to network.port()
 *     network.silence();
 *     network.pass();
 * }
 * }</pre>
 *
 * <p>It never tells a client more than a network would: a client sees the orderly end of a connection only if the server has
 * got all that the client sent, otherwise a reset. Without this a client that takes such an end for "all was read", which is
 * all that NSCA has to offer, would be lied to by the test.
 *
 * <p>Threads may share it: each switch has taken effect when the method returns. One daemon thread does all the work.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaultyProxy.class);
    private static final long IDLE_MILLIS = 1000;

    private final int port;
    private volatile InetSocketAddress server;
    private final Selector selector;
    private final Thread thread;
    private final ConcurrentLinkedQueue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Set<ProxiedConnection> connections = new LinkedHashSet<>();
    private @Nullable ServerSocketChannel listener;
    private Manner manner = Manner.PLAIN;
    private int resets;
    private volatile boolean closed;

    /**
     * How bytes are passed on.
     *
     * @param delayNanos how much later
     * @param bytesPerSecond how fast, 0 for no limit
     * @param silent not at all
     * @param resetAfter a connection is reset when so many bytes have come from the client; 0 for never
     */
    record Manner(long delayNanos, int bytesPerSecond, boolean silent, long resetAfter) {
        static final Manner PLAIN = new Manner(0, 0, false, 0);
    }

    private FaultyProxy(int serverPort) throws IOException {
        port = Ports.free();
        server = address(serverPort);
        selector = Selector.open();
        listen();
        thread = new Thread(this::loop, "faulty-proxy-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a way to a server on this machine; it need not be running. */
    public static FaultyProxy to(int serverPort) {
        try {
            return new FaultyProxy(serverPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address(int serverPort) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    }

    /** Leads new connections to another server on this machine; those that are open stay where they are. */
    public void switchTo(int serverPort) {
        order(() -> server = address(serverPort));
    }

    /** Returns the port that clients connect to. */
    public int port() {
        return port;
    }

    /** Ends all faults. What was lost stays lost: connections that were silent are reset. */
    public void pass() {
        order(() -> {
            manner = Manner.PLAIN;
            listen();
            List.copyOf(connections).stream()
                    .filter(ProxiedConnection::isSilent)
                    .forEach(ProxiedConnection::reset);
        });
    }

    /** Passes everything on that much later, in both directions. */
    public void delay(Duration time) {
        order(() -> manner = new Manner(time.toNanos(), 0, false, 0));
    }

    /** Passes so many bytes a second on for each connection and direction, 100 or more. */
    public void slow(int bytesPerSecond) {
        order(() -> manner = new Manner(0, bytesPerSecond, false, 0));
    }

    /** Takes what comes and passes nothing on, as if the other side had vanished; new connections are still made. */
    public void silence() {
        order(() -> manner = new Manner(0, 0, true, 0));
    }

    /** Refuses new connections; those that are open go on. */
    public void refuse() {
        order(this::stopListening);
    }

    /** Ends {@link #refuse} and nothing else. */
    public void listenAgain() {
        order(this::listen);
    }

    /** Resets each connection when so many bytes have come from its client and the server has had time to read them. */
    public void resetAfter(long bytes) {
        order(() -> manner = new Manner(0, 0, false, bytes));
    }

    /** Returns how many connections have been reset for {@link #resetAfter}. */
    public int resets() {
        int[] count = new int[1];
        order(() -> count[0] = resets);
        return count[0];
    }

    /** Ends all open connections: the server sees an orderly end behind what has come so far. */
    public void cut() {
        order(() -> List.copyOf(connections).forEach(ProxiedConnection::cut));
    }

    /** Resets all open connections on both sides. */
    public void reset() {
        order(() -> List.copyOf(connections).forEach(ProxiedConnection::reset));
    }

    /** Returns how many connections are open. */
    public int openConnections() {
        int[] count = new int[1];
        order(() -> count[0] = connections.size());
        return count[0];
    }

    private interface Order {
        void run() throws IOException;
    }

    private void order(Order order) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                order.run();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        selector.wakeup();
        try {
            done.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            String why = e.getCause() instanceof TimeoutException ? "the proxy has ended" : "the proxy could not do it";
            throw new IllegalStateException(why, e.getCause());
        }
    }

    private void loop() {
        try {
            while (!closed) {
                selector.select(patience());
                selector.selectedKeys().clear();
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                accept();
                List.copyOf(connections).forEach(connection -> connection.work(manner));
                resets += (int) connections.stream()
                        .filter(ProxiedConnection::isResetInTime)
                        .count();
                connections.removeIf(ProxiedConnection::isOver);
            }
        } catch (IOException | RuntimeException e) {
            log.error("the proxy on port {} fails", port, e);
        } finally {
            List.copyOf(connections).forEach(ProxiedConnection::reset);
        }
    }

    private long patience() {
        long now = System.nanoTime();
        long nanos = connections.stream()
                .mapToLong(connection -> connection.nanosUntilDue(now))
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.max(1, Math.min(IDLE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    private void accept() throws IOException {
        SocketChannel client = listener == null ? null : listener.accept();
        while (client != null) {
            connect(client);
            client = listener == null ? null : listener.accept();
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel upstream = SocketChannel.open();
        try {
            // On this machine it is made or refused at once.
            upstream.connect(server);
            connections.add(new ProxiedConnection(client, upstream, selector));
        } catch (IOException e) {
            log.debug("nobody listens on {}", server, e);
            upstream.close();
            client.close();
        }
    }

    private void listen() throws IOException {
        if (listener == null) {
            ServerSocketChannel opened = ServerSocketChannel.open();
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
            listener = opened;
        }
    }

    private void stopListening() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
            // Only a selection takes the socket off the selector, and until then it still listens.
            selector.selectNow();
        }
    }

    /** Resets what is open. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (listener != null) {
                listener.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
