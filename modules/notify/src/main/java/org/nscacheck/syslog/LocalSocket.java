/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** The UNIX socket of datagrams that the local syslog daemon reads. Needs the optional library junixsocket. */
final class LocalSocket {

    private LocalSocket() {}

    /** Returns whether the library is there and this system has such sockets. */
    static boolean isAvailable() {
        try {
            return Library.isSupported();
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Returns a socket that is connected to the daemon. */
    static DatagramSocket open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no such socket: is a syslog daemon running on this machine?");
        }
        return Library.open(path);
    }

    /** All that needs the library. */
    private static final class Library {

        static boolean isSupported() {
            return AFUNIXSocket.isSupported() && AFUNIXSocket.supports(AFSocketCapability.CAPABILITY_UNIX_DATAGRAMS);
        }

        static DatagramSocket open(Path path) throws IOException {
            AFUNIXDatagramSocket socket = AFUNIXDatagramSocket.newInstance();
            try {
                socket.connect(AFUNIXSocketAddress.of(path));
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }
    }
}
