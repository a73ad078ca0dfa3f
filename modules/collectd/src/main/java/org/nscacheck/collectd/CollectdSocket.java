/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UNIX socket that answers collectd's commands as collectd does, for scripts beside the application. One thread serves all connections,
 * and calls the peer: hand this to an executor once. {@link #close} ends it and removes the file.
 *
 * <pre>{@code
 * CollectdSocket socket = CollectdSocket.open(SocketLimits.at(Path.of("/run/shop/nscacheck.sock")), answers);
 * executor.execute(socket);
 * }</pre>
 */
public final class CollectdSocket implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CollectdSocket.class);

    private static final String FULL = "-1 Too many connections\n";
    private static final long LOOK_MILLIS = 1000;

    private final SocketLimits limits;
    private final CommandAnswers answers;
    private final SocketPlace place;
    private final Selector selector;
    private final SelectionKey accepting;
    private long lookedAtNanos = System.nanoTime();

    private CollectdSocket(SocketLimits limits, CommandAnswers answers, SocketPlace place) throws IOException {
        this.limits = limits;
        this.answers = answers;
        this.place = place;
        this.selector = Selector.open();
        place.channel().configureBlocking(false);
        this.accepting = place.channel().register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Makes the socket. A file that another process has left behind is replaced.
     *
     * @throws IOException if another process listens there, something else lies there, or the folder cannot be written to
     */
    public static CollectdSocket open(SocketLimits limits, CommandAnswers answers) throws IOException {
        SocketPlace place = SocketPlace.take(limits.path(), limits.permissions());
        try {
            CollectdSocket socket = new CollectdSocket(limits, answers, place);
            log.info("NSCA-560 collectd's commands are answered path={}", limits.path());
            return socket;
        } catch (IOException e) {
            place.leave();
            throw e;
        }
    }

    /** Returns where it lies. */
    public Path path() {
        return limits.path();
    }

    /** Serves connections until {@link #close}, or until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (selector.isOpen() && !Thread.currentThread().isInterrupted()) {
                selector.select(LOOK_MILLIS);
                for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                look();
            }
        } catch (ClosedSelectorException | CancelledKeyException e) {
            log.debug("socket closed while serving");
        } catch (IOException e) {
            log.error("NSCA-561 socket for collectd's commands failed path={}", limits.path(), e);
        } finally {
            close();
        }
    }

    private void serve(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept();
        } else if (key.isValid() && key.attachment() instanceof SocketClient client) {
            serve(key, client);
        }
    }

    private void serve(SelectionKey key, SocketClient client) {
        try {
            int operation = client.proceed(System.nanoTime());
            if (operation == 0) {
                end(key, client);
            } else {
                key.interestOps(operation);
            }
        } catch (IOException e) {
            log.debug("a connection for collectd's commands broke", e);
            end(key, client);
        }
    }

    private static void end(SelectionKey key, SocketClient client) {
        key.cancel();
        try {
            client.close();
        } catch (IOException e) {
            log.debug("a connection for collectd's commands could not be closed", e);
        }
    }

    private void accept() {
        try {
            SocketChannel channel = place.channel().accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            if (selector.keys().size() > limits.maxConnections()) {
                channel.write(ByteBuffer.wrap(FULL.getBytes(StandardCharsets.UTF_8)));
                channel.close();
                return;
            }
            SocketClient client = new SocketClient(channel, answers, limits.maxLineBytes(), System.nanoTime());
            channel.register(selector, SelectionKey.OP_READ, client);
        } catch (ClosedChannelException e) {
            log.debug("socket closed while accepting");
        } catch (IOException e) {
            log.warn("NSCA-567 connection for collectd's commands could not be accepted", e);
            accepting.interestOps(0); // Until the next look; it would be tried again at once, in vain.
        }
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lookedAtNanos < LOOK_MILLIS * 1_000_000) {
            return;
        }
        lookedAtNanos = now;
        accepting.interestOps(SelectionKey.OP_ACCEPT);
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof SocketClient client
                    && client.isSilentFor(limits.idle().toNanos(), now)) {
                end(key, client);
            }
        }
    }

    /** Closes all connections and removes the file. */
    @Override
    public synchronized void close() {
        if (!selector.isOpen()) {
            return;
        }
        try {
            for (SelectionKey key : List.copyOf(selector.keys())) {
                if (key.attachment() instanceof SocketClient client) {
                    end(key, client);
                }
            }
            selector.close();
            place.leave();
        } catch (IOException e) {
            log.warn("NSCA-562 socket for collectd's commands could not be removed path={}", limits.path(), e);
        }
    }
}
