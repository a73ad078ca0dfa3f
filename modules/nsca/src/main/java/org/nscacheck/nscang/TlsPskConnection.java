/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.nscacheck.sender.Deadline;

/** Lines and blocks over TLS, none of them waited for past a deadline. Not thread-safe. */
final class TlsPskConnection implements AutoCloseable {

    /** The longest line of the protocol, line end included. */
    private static final int MAX_LINE_BYTES = 1024;

    /** So often a thread that waits for the server looks whether it was interrupted, which does not end a read. */
    private static final int MAX_WAIT_MILLIS = 250;

    private final Socket socket;
    private final TlsClientProtocol tls;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private final Collected out;
    private Deadline deadline;

    /** The server has closed the connection during the handshake. */
    static final class HandshakeEndedException extends IOException {
        private static final long serialVersionUID = 1;

        HandshakeEndedException(IOException cause) {
            super(cause);
        }
    }

    private TlsPskConnection(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.out = new Collected(socket.getOutputStream());
        this.tls = new TlsClientProtocol(new TimedInput(socket.getInputStream()), out);
    }

    /**
     * @throws TlsFatalAlertReceived if the server refuses the key
     * @throws HandshakeEndedException if it ends the handshake without a word
     */
    static TlsPskConnection open(NscaNgClientSettings settings, Deadline deadline) throws IOException {
        Socket socket = new Socket();
        boolean open = false;
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(
                            settings.endpoint().resolve().get(0),
                            settings.endpoint().port()),
                    millis(deadline));
            TlsPskConnection connection = new TlsPskConnection(socket, deadline);
            connection.handshake(settings);
            open = true;
            return connection;
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    private void handshake(NscaNgClientSettings settings) throws IOException {
        try {
            tls.connect(new PskClient(settings));
            out.collect();
        } catch (InterruptedIOException | TlsFatalAlertReceived e) {
            throw e;
        } catch (IOException e) {
            throw new HandshakeEndedException(e);
        }
    }

    private static int millis(Deadline deadline) throws SocketTimeoutException {
        long left = deadline.left().toMillis();
        if (left == 0) {
            throw new SocketTimeoutException("the server did not answer in time");
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    /**
     * Encrypts bytes as a record of their own, which {@link #flush} will send. A server looks at one record at a time, and takes
     * what lies behind a line in the same record for a part of it.
     */
    void append(byte[] bytes) throws IOException {
        tls.getOutputStream().write(bytes);
    }

    /** Sends what was appended, in as few packets of the network as possible. */
    void flush(Deadline until) throws IOException {
        deadline = until;
        out.send();
    }

    /** Returns the server's next line, without its line end. */
    String readLine(Deadline until) throws IOException {
        deadline = until;
        InputStream in = tls.getInputStream();
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (length == line.length) {
                throw new IOException("the server's answer is longer than " + MAX_LINE_BYTES + " bytes");
            }
            line[length++] = (byte) b;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try {
            socket.setSoTimeout(500);
            tls.close();
            out.send();
        } finally {
            socket.close();
        }
    }

    /** Keeps records until they are to be sent; during the handshake TLS itself knows when that is. */
    private static final class Collected extends FilterOutputStream {

        private boolean collecting;

        Collected(OutputStream socket) {
            super(new BufferedOutputStream(socket, 1 << 16));
        }

        void collect() {
            collecting = true;
        }

        void send() throws IOException {
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (!collecting) {
                out.flush();
            }
        }
    }

    /** Every read of TLS ends at the deadline of the question that it belongs to, or soon after its thread was interrupted. */
    private final class TimedInput extends FilterInputStream {

        TimedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (true) {
                if (!socket.isClosed()) {
                    socket.setSoTimeout(Math.min(MAX_WAIT_MILLIS, millis(deadline)));
                }
                try {
                    return super.read(bytes, offset, length);
                } catch (SocketTimeoutException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        throw new InterruptedIOException("interrupted while waiting for the server");
                    }
                }
            }
        }
    }
}
