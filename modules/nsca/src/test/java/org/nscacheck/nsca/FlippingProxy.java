/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between client and daemon and changes one bit of what the client sends. */
final class FlippingProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int daemonPort;
    private volatile int position;
    private volatile int mask;

    FlippingProxy(int daemonPort) throws IOException {
        this.daemonPort = daemonPort;
        start("flipping-proxy", this::acceptAll);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Changes these bits of the byte at this position of each connection made from now on. */
    void flip(int position, int mask) {
        this.position = position;
        this.mask = mask;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket daemon = new Socket(InetAddress.getLoopbackAddress(), daemonPort);
                client.setTcpNoDelay(true);
                daemon.setTcpNoDelay(true);
                int at = position;
                int bits = mask;
                start("flipping-proxy-up", () -> pass(client, daemon, at, bits));
                start("flipping-proxy-down", () -> pass(daemon, client, -1, 0));
            } catch (IOException e) {
                // Closed, or the daemon is gone; the client sees its connection end.
            }
        }
    }

    private static void pass(Socket from, Socket to, int position, int mask) {
        try {
            byte[] buffer = new byte[8192];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int passed = 0;
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                if (position >= passed && position < passed + read) {
                    buffer[position - passed] ^= (byte) mask;
                }
                out.write(buffer, 0, read);
                passed += read;
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
