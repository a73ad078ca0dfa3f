/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notify.Connection;
import org.nscacheck.notify.Tls;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.SendOutcome;

/**
 * A connection of TCP or TLS, with octets counted: {@code length SP message}. Nothing is acknowledged; but a daemon that has read our
 * end of the stream closes its own, and then has read all before it.
 */
final class StreamWire implements Wire {

    private static final Duration END_PATIENCE = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final @Nullable Tls tls;
    private final Deadline deadline;
    private final Connection connection = new Connection();

    StreamWire(Endpoint endpoint, @Nullable Tls tls, Deadline deadline) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.deadline = deadline;
    }

    @Override
    public String send(List<byte[]> messages, Tells tells) {
        int written = 0;
        boolean opened = false;
        try (Socket socket = connection.open(endpoint, tls, deadline)) {
            opened = true;
            OutputStream out = socket.getOutputStream();
            for (byte[] message : messages) {
                if (deadline.isOver()) {
                    return endpoint + ": the time ended before it was sent";
                }
                tells.outcome(
                        written++, new SendOutcome.Unknown(endpoint + ": the connection broke while it was sent"));
                write(out, message);
            }
            boolean read = isReadToEnd(socket);
            for (int i = 0; i < written; i++) {
                tells.outcome(i, new SendOutcome.Sent(read));
            }
            return "";
        } catch (IOException | RuntimeException e) {
            // What went out before may be lost in the same way.
            return endpoint + ": " + (opened ? "the connection broke: " : "") + Connection.words(e);
        }
    }

    private static void write(OutputStream out, byte[] message) throws IOException {
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        out.write(frame);
        out.flush();
    }

    /** @throws IOException if the daemon broke the connection, so that something may be lost */
    private boolean isReadToEnd(Socket socket) throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(
                (int) Math.max(1, deadline.atMost(END_PATIENCE).left().toMillis()));
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
