/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** TCP ports of this machine, looked up without touching them. */
final class Ports {

    /** The state LISTEN in the kernel's table. */
    private static final String LISTEN = "0A";

    private Ports() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells whether somebody listens. It reads the kernel's table (Linux), because a connection made to find out would
     * be the daemon's first, and nsca treats its first connection unlike all others.
     */
    static boolean isListening(int port) {
        return List.of("/proc/net/tcp", "/proc/net/tcp6").stream().anyMatch(table -> lists(Path.of(table), port));
    }

    private static boolean lists(Path table, int port) {
        if (!Files.exists(table)) {
            return false;
        }
        String end = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .anyMatch(fields -> fields.length > 3 && fields[1].endsWith(end) && fields[3].equals(LISTEN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
