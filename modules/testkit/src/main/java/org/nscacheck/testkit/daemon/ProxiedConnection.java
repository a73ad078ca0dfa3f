/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nscacheck.testkit.daemon.FaultyProxy.Manner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through a {@link FaultyProxy}, which are two. Used by the proxy's thread only. */
final class ProxiedConnection {

    private static final Logger log = LoggerFactory.getLogger(ProxiedConnection.class);

    /** A reset throws away what the server has not read yet: time to read it. */
    private static final long TIME_TO_READ = TimeUnit.MILLISECONDS.toNanos(200);

    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final ProxyLane up;
    private final ProxyLane down;
    private boolean silent;
    private @Nullable Long resetAt;

    ProxiedConnection(SocketChannel client, SocketChannel server, Selector selector) throws IOException {
        this.client = client;
        this.server = server;
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        clientKey = client.register(selector, SelectionKey.OP_READ);
        serverKey = server.register(selector, SelectionKey.OP_READ);
        up = new ProxyLane(client, server);
        down = new ProxyLane(server, client);
    }

    boolean isSilent() {
        return silent;
    }

    /** Returns whether it was reset because so many bytes had come. */
    boolean isResetInTime() {
        return resetAt != null && isOver();
    }

    boolean isOver() {
        return !client.isOpen();
    }

    /** Returns how long it is until delayed bytes are to be passed on. */
    long nanosUntilDue(long now) {
        if (resetAt != null) {
            return Math.max(0, resetAt - now);
        }
        return silent ? Long.MAX_VALUE : Math.min(up.nanosUntilDue(now), down.nanosUntilDue(now));
    }

    /** Passes on what can be passed on now. */
    void work(Manner manner) {
        if (isOver()) {
            return;
        }
        if (resetAt != null) {
            resetInTime(resetAt);
            return;
        }
        silent = silent || manner.silent();
        if (silent) {
            // What comes stays where it is: nobody learns anything any more.
            ignoreBoth();
            return;
        }
        try {
            up.move(manner);
            up.end();
            if (manner.resetAfter() > 0 && up.taken() >= manner.resetAfter()) {
                resetAt = System.nanoTime() + TIME_TO_READ;
                ignoreBoth();
                return;
            }
            down.move(manner);
            if (up.isFinished() && down.hasEnded()) {
                close();
            } else if (down.hasEnded()) {
                endEarly();
            } else {
                clientKey.interestOps(interest(up, down));
                serverKey.interestOps(interest(down, up));
            }
        } catch (IOException e) {
            // One side was reset, so is the other.
            reset();
        }
    }

    private void ignoreBoth() {
        clientKey.interestOps(0);
        serverKey.interestOps(0);
    }

    private void resetInTime(long at) {
        if (System.nanoTime() - at >= 0) {
            reset();
        }
    }

    private static int interest(ProxyLane from, ProxyLane to) {
        return (from.wantsToRead() ? SelectionKey.OP_READ : 0) | (to.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }

    /** The server has ended before the client. If anything of the client's is left, it has to see a reset. */
    private void endEarly() throws IOException {
        if (up.isSettled()) {
            // The kernel resets instead of ending in order if something lies unread.
            close();
        } else {
            reset();
        }
    }

    /** Ends both, after what came has been passed on. */
    void cut() {
        try {
            if (!silent) {
                up.flush();
                down.flush();
            }
            if (silent || !up.isEmpty()) {
                reset();
            } else {
                close();
            }
        } catch (IOException e) {
            reset();
        }
    }

    void reset() {
        try {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            server.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            log.debug("one side has been closed already", e);
        }
        close();
    }

    private void close() {
        try {
            server.close();
            client.close();
        } catch (IOException e) {
            log.debug("a connection could not be closed", e);
        }
    }
}
