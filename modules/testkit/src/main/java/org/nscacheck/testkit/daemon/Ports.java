/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TCP ports of this machine, looked up without touching them. */
final class Ports {

    /** The state LISTEN in the kernel's table. */
    private static final String LISTEN = "0A";

    private static final int FIRST = 12_000;
    /** Linux gives 32768 and above to outgoing connections. */
    private static final int LAST = 32_000;

    private static final Random RANDOM = new Random();
    private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * Returns a port that nobody listens on and that was not returned before. It lies below those that the system gives to
     * outgoing connections, so that no client of a test that runs at the same time gets it before the daemon does. It is not tried out: the socket
     * would live on for a moment in a process that is being started by another thread.
     */
    static int free() {
        while (true) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST + 1);
            if (TAKEN.add(port) && !isListening(port)) {
                return port;
            }
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
