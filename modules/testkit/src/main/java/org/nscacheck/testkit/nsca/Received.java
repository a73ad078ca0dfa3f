/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result the fake daemon accepted.
 *
 * @param at when, by the daemon's clock
 * @param connection the number of the connection it came on, from 1
 * @param host read as UTF-8
 * @param service read as UTF-8; null for a host check, which is told by an empty field
 * @param returnCode signed, 16 bits, as it came
 * @param output read as UTF-8, line breaks as they came
 * @param timestamp the seconds the packet carries, normally those of the greeting
 * @param packet the decrypted packet, all 4304 or 720 bytes, read-only
 */
public record Received(
        Instant at,
        int connection,
        String host,
        @Nullable String service,
        int returnCode,
        String output,
        long timestamp,
        ByteBuffer packet) {

    public Received {
        packet = packet.asReadOnlyBuffer();
    }

    /** Returns a view with a position of its own. */
    @Override
    public ByteBuffer packet() {
        return packet.duplicate();
    }
}
