/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notify;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.server.Names;

/** One connection that another thread may close at any moment, also before it is open. Thread-safe. */
public final class Connection implements Closeable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private @Nullable Socket socket;
    private boolean closed;

    /**
     * Connects to the first address of the host that answers, of those that are allowed.
     *
     * @param tls encrypts from the first byte on, or null
     * @throws IOException if none does; {@link #words} says it for people
     */
    public Socket open(Endpoint endpoint, @Nullable Tls tls, Deadline deadline) throws IOException {
        IOException failure = null;
        for (InetAddress address : endpoint.resolve()) {
            // With the name that it was asked by: otherwise the system would be asked for one.
            InetAddress named = InetAddress.getByAddress(endpoint.host(), address.getAddress());
            Socket plain = keep(new Socket());
            try {
                Duration time = deadline.atMost(CONNECT_TIMEOUT).left();
                plain.connect(new InetSocketAddress(named, endpoint.port()), (int) Math.max(1, time.toMillis()));
                return tls == null ? plain : keep(tls.wrap(plain, endpoint));
            } catch (IOException e) {
                plain.close();
                failure = e;
            }
        }
        throw failure == null ? new UnknownHostException(endpoint.host()) : failure;
    }

    private synchronized Socket keep(Socket next) throws IOException {
        if (closed) {
            next.close();
            throw new IOException("the time was over");
        }
        socket = next;
        return next;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // Nothing is lost: whoever closes has read and written what mattered.
            }
        }
    }

    /** Returns why a connection failed, in words for an administrator, without naming the endpoint. */
    public static String words(Throwable e) {
        if (e instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        } else if (e instanceof SSLException) {
            return "TLS failed: " + Names.shortened(String.valueOf(e.getMessage()))
                    + ": check that this port speaks TLS from the"
                    + " first byte on, and that its certificate is trusted and is one of this host name";
        } else if (e instanceof SocketTimeoutException) {
            return "no connection in time: check the address and that no firewall blocks it";
        } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "connection refused: check that a server listens on this address and that no firewall blocks it";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Names.shortened(message);
    }
}
