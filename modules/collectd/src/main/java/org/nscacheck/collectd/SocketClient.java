/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection to a {@link CollectdSocket}: collects bytes to lines, and answers to bytes. It reads nothing more while answers wait, so
 * that a client that does not read cannot fill the memory. Used by the socket's thread alone.
 */
final class SocketClient {

    private static final int READ_BYTES = 8192;
    private static final int MOST_TURNS = 100;

    private final SocketChannel channel;
    private final CommandAnswers answers;
    private final int maxLineBytes;
    private final ByteBuffer input = ByteBuffer.allocate(READ_BYTES).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ByteBuffer output = ByteBuffer.allocate(0);
    private boolean tooLong;
    private boolean ended;
    private long heardAtNanos;

    SocketClient(SocketChannel channel, CommandAnswers answers, int maxLineBytes, long nowNanos) {
        this.channel = channel;
        this.answers = answers;
        this.maxLineBytes = maxLineBytes;
        this.heardAtNanos = nowNanos;
    }

    boolean isSilentFor(long nanos, long nowNanos) {
        return nowNanos - heardAtNanos > nanos;
    }

    /**
     * Does what can be done now without waiting, and not more than others can wait for.
     *
     * @return what to wait for, or 0 if the connection is over
     */
    int proceed(long nowNanos) throws IOException {
        heardAtNanos = nowNanos;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            channel.write(output);
            if (output.hasRemaining()) {
                return SelectionKey.OP_WRITE;
            }
            if (ended) {
                return 0;
            }
            if (!input.hasRemaining() && fill() == 0) {
                return SelectionKey.OP_READ;
            }
            takeBytes();
        }
        return SelectionKey.OP_WRITE; // Which is possible at once, so that it goes on after the others.
    }

    /** Returns how many bytes there are; a last line may have no end. */
    private int fill() throws IOException {
        input.clear();
        int count = channel.read(input);
        input.flip();
        if (count < 0) {
            ended = true;
            output = ByteBuffer.wrap(answer().getBytes(StandardCharsets.UTF_8));
        }
        return count;
    }

    /** Takes bytes up to the end of a line, which is answered. */
    private void takeBytes() {
        while (input.hasRemaining()) {
            byte next = input.get();
            if (next == '\n') {
                output = ByteBuffer.wrap(answer().getBytes(StandardCharsets.UTF_8));
                return;
            }
            if (line.size() < maxLineBytes) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
    }

    /** Collectd takes the rest of a line that is too long for another one; here it is one line, and refused. */
    private String answer() {
        String text = line.toString(StandardCharsets.UTF_8).replaceFirst("\r+$", "");
        boolean refused = tooLong;
        line.reset();
        tooLong = false;
        if (refused) {
            return "-1 Line too long: it has more than " + maxLineBytes + " bytes\n";
        }
        return text.isEmpty() ? "" : answers.answer(text);
    }

    void close() throws IOException {
        channel.close();
    }
}
