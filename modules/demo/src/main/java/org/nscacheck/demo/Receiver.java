/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The monitoring server of the demo: an NSCA daemon on 127.0.0.1 in this process that passes what arrives on to the
 * status board. It listens on a free port, with a password made for this start.
 */
final class Receiver implements AutoCloseable {

    /** XOR, which most nsca.cfg have. */
    static final int ENCRYPTION = 1;

    private static final Logger log = LoggerFactory.getLogger(Receiver.class);

    private final StatusBoard board;
    private final String password;
    private final FakeNscaDaemon daemon;

    Receiver(StatusBoard board) {
        this.board = board;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.password = HexFormat.of().formatHex(random);
        this.daemon =
                FakeNscaDaemon.builder().password(password).method(ENCRYPTION).start();
        daemon.onReceived(this::take);
    }

    private void take(Received received) {
        try {
            board.take(received);
        } catch (RuntimeException e) {
            log.warn("a result arrived that the status page could not keep: {}", received, e);
        }
        // The board remembers; what the daemon remembers for tests would grow for as long as the demo runs.
        daemon.clear();
    }

    int port() {
        return daemon.port();
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
