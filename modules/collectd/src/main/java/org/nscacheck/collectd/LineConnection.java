/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.nscacheck.sender.Deadline;
import org.nscacheck.server.Names;

/** A connection to a UNIX socket on which each line is answered by one line. Waits no longer than it may. Not thread-safe. */
final class LineConnection implements AutoCloseable {

    private static final int MOST_ANSWER_BYTES = 4096;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer input = ByteBuffer.allocate(MOST_ANSWER_BYTES).limit(0);

    private LineConnection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, 0);
    }

    /**
     * Connects.
     *
     * @throws IOException if nobody listens, or not in time
     */
    static LineConnection open(Path path, Deadline deadline) throws IOException, InterruptedException {
        LineConnection connection = unconnected();
        try {
            connection.channel.connect(UnixDomainSocketAddress.of(path));
            while (!connection.channel.finishConnect()) {
                connection.await(SelectionKey.OP_CONNECT, deadline);
            }
            return connection;
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static LineConnection unconnected() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            return new LineConnection(channel, Selector.open());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends a line and returns the next one that comes, without their ends.
     *
     * @throws IOException if the connection ended, or the time did; the line may have arrived
     */
    String ask(String line, Deadline deadline) throws IOException, InterruptedException {
        ByteBuffer output = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (output.hasRemaining()) {
            if (channel.write(output) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
        return read(deadline);
    }

    private String read(Deadline deadline) throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < MOST_ANSWER_BYTES) {
            while (!input.hasRemaining()) {
                fill(deadline);
            }
            byte next = input.get();
            if (next == '\n') {
                return Names.printable(line.toString(StandardCharsets.UTF_8));
            }
            line.write(next);
        }
        throw new IOException("the answer has more than " + MOST_ANSWER_BYTES + " bytes");
    }

    private void fill(Deadline deadline) throws IOException, InterruptedException {
        input.clear();
        int count = channel.read(input);
        input.flip();
        if (count < 0) {
            throw new EOFException("the connection was closed before an answer came");
        }
        if (count == 0) {
            await(SelectionKey.OP_READ, deadline);
        }
    }

    private void await(int operation, Deadline deadline) throws IOException, InterruptedException {
        key.interestOps(operation);
        long millis = deadline.left().toMillis();
        if (millis > 0) {
            selector.select(millis);
            selector.selectedKeys().clear();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for a socket");
        }
        if (deadline.isOver() || millis == 0) {
            throw new SocketTimeoutException("no answer in time");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
