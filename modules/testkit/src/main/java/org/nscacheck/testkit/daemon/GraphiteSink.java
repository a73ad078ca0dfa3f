/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that takes Graphite's plain text protocol and keeps the lines. */
final class GraphiteSink implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GraphiteSink.class);

    private final ServerSocket listener;
    private final List<String> lines = new ArrayList<>();
    private boolean connected;

    GraphiteSink() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "graphite-sink-" + listener.getLocalPort());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized boolean isConnected() {
        return connected;
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                read(reader);
            } catch (IOException e) {
                log.debug("The Graphite connection has ended: {}", e.getMessage());
            }
        }
    }

    private void read(BufferedReader reader) throws IOException {
        synchronized (this) {
            connected = true;
        }
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            synchronized (this) {
                lines.add(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
