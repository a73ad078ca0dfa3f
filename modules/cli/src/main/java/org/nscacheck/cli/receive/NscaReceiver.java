/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.receive;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.nscacheck.nsca.Encryption;
import org.nscacheck.nsca.cipher.Ciphers;
import org.nscacheck.nsca.cipher.PacketDecipher;
import org.nscacheck.server.Secret;

/**
 * A receiving NSCA daemon with each encryption method that the real one has. Like that one it greets, reads packets until the sender
 * closes, and closes itself on the first faulty one. It takes packets of both sizes, the short one only at the end of a
 * connection. Thread-safe.
 */
public final class NscaReceiver implements AutoCloseable {

    /** What is told of. Called by the threads of the connections. */
    public interface Listener {

        /** A result has arrived. */
        void arrived(ReceivedResult result);

        /** A connection was closed because of what came on it. */
        void refused(String from, String fault);
    }

    private static final int IV_BYTES = 128;
    private static final int PARALLEL = 64;
    /** The real daemon drops a connection that is idle for 11 s when it is forked. */
    private static final int IDLE_MILLIS = 60_000;

    private final ServerSocket socket;
    private final Secret password;
    private final Encryption method;
    private final Listener listener;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService connections;

    private NscaReceiver(
            ServerSocket socket, Secret password, Encryption method, Listener listener, InstantSource clock) {
        this.socket = socket;
        this.password = password;
        this.method = method;
        this.listener = listener;
        this.clock = clock;
        this.connections = Executors.newFixedThreadPool(PARALLEL, task -> {
            Thread thread = new Thread(task, "nscacheck-receiver");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Listens from now on; nothing is accepted before {@link #serve}.
     *
     * @param port TCP port, 0 for a free one
     * @param clock by which it greets and notes arrivals
     * @throws IOException if it cannot listen there
     * @throws IllegalArgumentException if the real daemon cannot use the method either
     */
    public static NscaReceiver listen(
            InetAddress address, int port, Secret password, Encryption method, Listener listener, InstantSource clock)
            throws IOException {
        method.whyNotNative().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "encryption " + method.number() + " (" + method.label() + ") is not possible: " + why);
        });
        return new NscaReceiver(new ServerSocket(port, 50, address), password, method, listener, clock);
    }

    /** Returns the port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Serves connections until {@link #close}. */
    public void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.execute(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    listener.refused("somebody", "a connection could not be accepted: " + e.getMessage());
                }
            }
        }
    }

    private void serve(Socket connection) {
        String from = connection.getInetAddress().getHostAddress();
        try (connection) {
            connection.setSoTimeout(IDLE_MILLIS);
            byte[] iv = new byte[IV_BYTES];
            random.nextBytes(iv);
            greet(connection, iv);
            PacketDecipher decipher = Ciphers.openToDecrypt(method.number(), password.bytes(), iv);
            read(connection.getInputStream(), decipher, from);
        } catch (IOException e) {
            listener.refused(from, "the connection broke: " + e.getMessage());
        }
    }

    private void greet(Socket connection, byte[] iv) throws IOException {
        DataOutputStream out = new DataOutputStream(connection.getOutputStream());
        byte[] greeting = Arrays.copyOf(iv, IV_BYTES + Integer.BYTES);
        int seconds = (int) clock.instant().getEpochSecond();
        for (int i = 0; i < Integer.BYTES; i++) {
            greeting[IV_BYTES + i] = (byte) (seconds >>> (8 * (Integer.BYTES - 1 - i)));
        }
        out.write(greeting);
        out.flush();
    }

    private void read(InputStream in, PacketDecipher decipher, String from) throws IOException {
        while (true) {
            byte[] bytes = in.readNBytes(ReceivedPacket.BYTES);
            if (bytes.length == 0) {
                return;
            }
            if (bytes.length != ReceivedPacket.BYTES && bytes.length != ReceivedPacket.SHORT_BYTES) {
                listener.refused(
                        from,
                        bytes.length + " bytes are no packet, which has " + ReceivedPacket.BYTES + " or "
                                + ReceivedPacket.SHORT_BYTES);
                return;
            }
            decipher.decrypt(bytes);
            ReceivedPacket packet = new ReceivedPacket(bytes);
            Optional<String> fault = packet.fault();
            if (fault.isPresent()) {
                listener.refused(from, "a packet was refused: " + fault.get());
                return;
            }
            listener.arrived(packet.result(clock.instant(), from));
        }
    }

    /** Stops listening and ends the connections. */
    @Override
    public void close() throws IOException {
        socket.close();
        connections.shutdownNow();
    }
}
