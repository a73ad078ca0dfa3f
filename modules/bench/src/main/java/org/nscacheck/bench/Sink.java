/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Greets, and throws away what comes: shows what a client could do if the daemon cost nothing. */
final class Sink implements AutoCloseable {

    private static final int PACKET = 4304;

    private final ServerSocket listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final AtomicLong bytes = new AtomicLong();

    Sink() throws IOException {
        Thread thread = new Thread(this::acceptAll, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    void clear() {
        bytes.set(0);
    }

    int packets() {
        return (int) (bytes.get() / PACKET);
    }

    private void acceptAll() {
        byte[] buffer = new byte[1 << 20];
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getOutputStream().write(new byte[132]);
                InputStream in = socket.getInputStream();
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    bytes.addAndGet(read);
                }
            } catch (IOException e) {
                // The client is gone, or the pass is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
