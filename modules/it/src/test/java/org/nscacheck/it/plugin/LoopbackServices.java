/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.plugin;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the network plugins ask on loopback: as much of each protocol as they speak. */
final class LoopbackServices implements AutoCloseable {

    /** From the epoch of RFC 868 to that of Java. */
    private static final long SECONDS_BEFORE_1970 = 2_208_988_800L;

    private final List<Closeable> open = new ArrayList<>();
    private final HttpServer http;

    LoopbackServices() throws IOException {
        byte[] page = "<html>fine</html>".getBytes(StandardCharsets.UTF_8);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        http.start();
    }

    int http() {
        return http.getAddress().getPort();
    }

    /** Returns the port of a server that greets, and answers each line that begins with one of these words. */
    int conversation(String greeting, Map<String, String> answers) {
        return server(socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(greeting.getBytes(StandardCharsets.UTF_8));
            out.flush();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                for (Map.Entry<String, String> answer : answers.entrySet()) {
                    if (line.startsWith(answer.getKey())) {
                        out.write(answer.getValue().getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }
            }
        });
    }

    /** Returns the port of a time server by RFC 868. */
    int time() {
        return server(socket -> socket.getOutputStream()
                .write(ByteBuffer.allocate(4)
                        .putInt((int) (Instant.now().getEpochSecond() + SECONDS_BEFORE_1970))
                        .array()));
    }

    /** Returns the port of a UDP server that sends back what it is sent. */
    int echo() {
        try {
            DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            open.add(socket);
            run(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                while (!socket.isClosed()) {
                    socket.receive(packet);
                    socket.send(packet);
                }
            });
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a port on which nobody listens. */
    static int closed() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private interface Work {
        void run() throws IOException;
    }

    private int server(Talk talk) {
        try {
            ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            open.add(listener);
            run(() -> {
                while (!listener.isClosed()) {
                    Socket socket = listener.accept();
                    run(() -> {
                        try (socket) {
                            talk.with(socket);
                        }
                    });
                }
            });
            return listener.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Its plugin, or the test, has ended.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        http.stop(0);
        for (Closeable each : open) {
            each.close();
        }
    }
}
