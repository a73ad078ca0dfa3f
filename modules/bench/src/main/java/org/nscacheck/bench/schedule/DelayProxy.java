/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between nodes and database: passes on what it reads after a fixed time, each way. One thread per direction reads
 * and notes when what came is due, another writes it then, so that much can be under way at a time and only the time of
 * travel is added, no limit to the throughput.
 */
final class DelayProxy implements AutoCloseable {

    /** What the kernel's timer slack and two threads take of the time, as measured; else the way is longer than asked for. */
    private static final long OWN_NANOS = 100_000;

    /** More than the kernel's buffers hold, so that the network is never what is full. */
    private static final int UNDER_WAY = 4096;

    private final ServerSocket listener;
    private final int target;
    private final long delayNanos;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private DelayProxy(ServerSocket listener, int target, Duration eachWay) {
        this.listener = listener;
        this.target = target;
        this.delayNanos = eachWay.toNanos();
    }

    /** Starts a proxy for a port of this machine. */
    static DelayProxy start(int target, Duration eachWay) throws IOException {
        DelayProxy proxy = new DelayProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target, eachWay);
        thread("accept", proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    private static void thread(String name, Runnable task) {
        Thread thread = new Thread(task, "delay-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                join(client, server);
                join(server, client);
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new IllegalStateException("the proxy cannot go on", e);
            }
        }
    }

    private void join(Socket from, Socket to) throws IOException {
        sockets.add(from);
        from.setTcpNoDelay(true);
        BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(UNDER_WAY);
        thread("read", () -> read(from, way));
        thread("write", () -> write(to, way));
    }

    /** Bytes under way; none is the end. */
    private record Chunk(ByteBuffer bytes, boolean isEnd, long dueNanos) {}

    private void read(Socket from, BlockingQueue<Chunk> way) {
        boolean end = false;
        try {
            InputStream input = from.getInputStream();
            while (!end) {
                byte[] bytes = new byte[1 << 14];
                int length = input.read(bytes);
                end = length < 0;
                way.put(new Chunk(ByteBuffer.wrap(bytes, 0, Math.max(0, length)), end, System.nanoTime() + delayNanos));
            }
        } catch (IOException e) {
            way.add(new Chunk(ByteBuffer.allocate(0), true, System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> way) {
        try {
            WritableByteChannel output = Channels.newChannel(to.getOutputStream());
            for (Chunk chunk = way.take(); !chunk.isEnd; chunk = way.take()) {
                long wait = chunk.dueNanos - System.nanoTime() - OWN_NANOS;
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                output.write(chunk.bytes);
            }
        } catch (IOException e) {
            // The other end has gone; then so does this one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(to);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        sockets.forEach(this::end);
    }
}
