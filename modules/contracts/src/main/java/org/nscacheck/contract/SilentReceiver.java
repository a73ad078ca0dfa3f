/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP receiver on this machine that takes connections and neither reads nor answers. */
public final class SilentReceiver implements AutoCloseable {

    private final ServerSocket socket = listen();

    private static ServerSocket listen() {
        try {
            // The system takes connections for it, which it never asks for.
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Returns a port at which nobody listens. */
    public static int unusedPort() {
        try (SilentReceiver receiver = new SilentReceiver()) {
            return receiver.port();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
