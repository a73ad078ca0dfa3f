/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Endpoint;

/**
 * A TCP connection on which no operation waits past its deadline, writing included: a daemon that stops reading must not
 * hold a thread. Not thread-safe.
 */
final class DeadlineSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer ignored = ByteBuffer.allocate(16);
    private Duration roundTrip = Duration.ZERO;
    private boolean ended;

    /** The state of the daemon's side of the connection. */
    enum Sign {
        /** Nothing: it is open. */
        OPEN,
        /** The daemon has closed it in order. */
        CLOSED,
        /** The daemon has closed it with bytes of ours unread. */
        RESET
    }

    private DeadlineSocket(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, 0);
    }

    /** @throws IOException if no address of the host is allowed and takes the connection in time */
    static DeadlineSocket open(Endpoint endpoint, Deadline deadline) throws IOException {
        IOException failure = null;
        for (InetAddress address : endpoint.resolve()) {
            try {
                return open(new InetSocketAddress(address, endpoint.port()), deadline);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException("host " + endpoint.host() + " has no address") : failure;
    }

    private static DeadlineSocket open(InetSocketAddress address, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        Selector selector = null;
        boolean connected = false;
        try {
            selector = Selector.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            DeadlineSocket connection = new DeadlineSocket(channel, selector);
            long began = System.nanoTime();
            if (!channel.connect(address)) {
                connection.await(SelectionKey.OP_CONNECT, deadline, "the connection timed out");
                channel.finishConnect();
            }
            connection.roundTrip = Duration.ofNanos(System.nanoTime() - began);
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                channel.close();
                if (selector != null) {
                    selector.close();
                }
            }
        }
    }

    /** Returns how long connecting took, which is one round trip. */
    Duration roundTrip() {
        return roundTrip;
    }

    /**
     * @throws EOFException if the daemon closes before it has greeted
     * @throws SocketTimeoutException if it does not greet in time
     */
    Greeting readGreeting(Deadline deadline) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Greeting.BYTES);
        while (bytes.hasRemaining()) {
            await(
                    SelectionKey.OP_READ,
                    deadline,
                    "the daemon sent " + bytes.position() + " of " + Greeting.BYTES + " bytes of its greeting in time");
            if (channel.read(bytes) < 0) {
                throw new EOFException(
                        "the daemon closed the connection after " + bytes.position()
                                + " bytes of its greeting: it does not allow this address, or cannot use its configured cipher");
            }
        }
        return new Greeting(bytes.flip());
    }

    /** Writes a whole packet, with a single write unless the daemon is far behind. */
    void write(ByteBuffer packet, Deadline deadline) throws IOException {
        put(packet);
        while (packet.hasRemaining()) {
            await(SelectionKey.OP_WRITE, deadline, "the daemon stopped reading");
            put(packet);
        }
    }

    private void put(ByteBuffer packet) throws IOException {
        boolean taken = false;
        try {
            channel.write(packet);
            taken = true;
        } finally {
            ended |= !taken;
        }
    }

    /** Returns whether the daemon is known to have ended its side, so that it reads nothing of ours any more. */
    boolean hasEnded() {
        return ended;
    }

    /** Watches the connection until the daemon does something with it or the time is over. */
    Sign watch(Duration time) throws IOException {
        Deadline deadline = Deadline.in(time);
        while (true) {
            if (!ready(SelectionKey.OP_READ, deadline)) {
                return Sign.OPEN;
            }
            try {
                // The protocol has no answer; bytes that come all the same mean nothing.
                if (channel.read(ignored.clear()) < 0) {
                    ended = true;
                    return Sign.CLOSED;
                }
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                ended = true;
                return Sign.RESET;
            }
        }
    }

    /** Closes the sending side. */
    void finish() throws IOException {
        channel.shutdownOutput();
    }

    /** Resets it, so that bytes that the daemon's system has not received yet never arrive. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    private void await(int operation, Deadline deadline, String complaint) throws IOException {
        if (!ready(operation, deadline)) {
            throw new SocketTimeoutException(complaint);
        }
    }

    private boolean ready(int operation, Deadline deadline) throws IOException {
        key.interestOps(operation);
        while (true) {
            int selected = select(deadline.left());
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
            if (selected > 0) {
                selector.selectedKeys().clear();
                return true;
            }
            if (deadline.left().isZero()) {
                return false;
            }
        }
    }

    /** A selector counts in milliseconds, and a round trip is often shorter. */
    private int select(Duration time) throws IOException {
        if (time.toMillis() > 0) {
            return selector.select(time.toMillis());
        }
        LockSupport.parkNanos(time.toNanos());
        return selector.selectNow();
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}
