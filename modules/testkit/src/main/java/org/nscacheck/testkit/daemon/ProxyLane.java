/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.nscacheck.testkit.daemon.FaultyProxy.Manner;

/** One direction of a connection through a {@link FaultyProxy}. Used by the proxy's thread only. */
final class ProxyLane {

    /** About what a network has under way. */
    private static final int MOST_HELD = 64 * 1024;

    /** Longer than the other side of a connection on this machine takes to answer with a reset. */
    private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A slow lane passes its share on so often, one byte at least. */
    private static final long SLOW_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer buffer = ByteBuffer.allocate(MOST_HELD);
    private final Deque<Chunk> held = new ArrayDeque<>();
    private int heldBytes;
    private long taken;
    private boolean ended;
    private boolean finished;
    private boolean stuck;
    private long freeAt = System.nanoTime();
    private long passedAt = System.nanoTime() - SETTLED_NANOS;

    private record Chunk(ByteBuffer bytes, long dueAt) {}

    ProxyLane(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
    }

    /** Returns how many bytes have come. */
    long taken() {
        return taken;
    }

    /** Returns whether the end has come and everything before it was passed on. */
    boolean hasEnded() {
        return ended && held.isEmpty();
    }

    /** Returns whether the end was passed on. */
    boolean isFinished() {
        return finished;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Returns whether everything that has come was passed on a while ago. */
    boolean isSettled() {
        return held.isEmpty() && System.nanoTime() - passedAt >= SETTLED_NANOS;
    }

    boolean wantsToRead() {
        return !ended && heldBytes < MOST_HELD;
    }

    boolean wantsToWrite() {
        return stuck;
    }

    long nanosUntilDue(long now) {
        return held.isEmpty() || stuck ? Long.MAX_VALUE : Math.max(0, Math.max(held.element().dueAt, freeAt) - now);
    }

    void move(Manner manner) throws IOException {
        take(manner);
        long now = System.nanoTime();
        stuck = false;
        while (!held.isEmpty() && !stuck && held.element().dueAt - now <= 0 && freeAt - now <= 0) {
            pass(manner.bytesPerSecond() == 0 ? MOST_HELD : share(manner.bytesPerSecond()));
            freeAt = manner.bytesPerSecond() == 0 ? now : now + SLOW_STEP_NANOS;
        }
    }

    private static int share(int bytesPerSecond) {
        return (int) Math.max(1, bytesPerSecond * SLOW_STEP_NANOS / TimeUnit.SECONDS.toNanos(1));
    }

    /** Passes the end on if it has come. */
    void end() throws IOException {
        if (hasEnded() && !finished) {
            to.shutdownOutput();
            finished = true;
        }
    }

    private void take(Manner manner) throws IOException {
        if (!wantsToRead()) {
            return;
        }
        long room = manner.resetAfter() > 0 ? Math.max(0, manner.resetAfter() - taken) : MOST_HELD;
        buffer.clear().limit((int) Math.min(room, MOST_HELD - heldBytes));
        int count = from.read(buffer);
        if (count < 0) {
            ended = true;
        } else if (count > 0) {
            byte[] bytes = new byte[count];
            buffer.flip().get(bytes);
            held.add(new Chunk(ByteBuffer.wrap(bytes), System.nanoTime() + manner.delayNanos()));
            heldBytes += count;
            taken += count;
        }
    }

    private void pass(int most) throws IOException {
        ByteBuffer bytes = held.element().bytes;
        ByteBuffer part = bytes.slice().limit(Math.min(most, bytes.remaining()));
        int written = to.write(part);
        bytes.position(bytes.position() + written);
        heldBytes -= written;
        passedAt = System.nanoTime();
        if (!bytes.hasRemaining()) {
            held.remove();
        } else if (part.hasRemaining()) {
            stuck = true;
        }
    }

    /** Passes on what is held, as far as the other side takes it at once. */
    void flush() throws IOException {
        stuck = false;
        while (!held.isEmpty() && !stuck) {
            pass(MOST_HELD);
        }
    }
}
