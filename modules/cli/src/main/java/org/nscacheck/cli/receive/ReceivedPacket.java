/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.receive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/** A decrypted packet of protocol version 3, see docs/protocols/nsca.md for its layout. */
final class ReceivedPacket {

    /** Size since nsca 2.9. */
    static final int BYTES = 4304;
    /** Size before 2.9. */
    static final int SHORT_BYTES = 720;

    private static final short VERSION = 3;
    private static final int CRC_OFFSET = 4;
    private static final int CODE_OFFSET = 12;
    private static final int HOST_OFFSET = 14;
    private static final int SERVICE_OFFSET = 78;
    private static final int OUTPUT_OFFSET = 206;
    private static final int ALIGNMENT = 2;

    private final byte[] bytes;

    ReceivedPacket(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns why the daemon would close the connection, or empty if it would accept this. */
    Optional<String> fault() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        short version = buffer.getShort(0);
        if (version != VERSION) {
            return Optional.of("its version is " + version + " instead of " + VERSION
                    + ": the sender's password or encryption method differ");
        }
        int sent = buffer.getInt(CRC_OFFSET);
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.wrap(bytes.clone()).putInt(CRC_OFFSET, 0).array());
        return sent == (int) crc.getValue()
                ? Optional.empty()
                : Optional.of("its checksum is wrong: the sender's password or encryption method differ");
    }

    ReceivedResult result(Instant at, String from) {
        String service = text(SERVICE_OFFSET, OUTPUT_OFFSET);
        return new ReceivedResult(
                at,
                from,
                text(HOST_OFFSET, SERVICE_OFFSET),
                service.isEmpty() ? null : service,
                ByteBuffer.wrap(bytes).getShort(CODE_OFFSET),
                text(OUTPUT_OFFSET, bytes.length - ALIGNMENT));
    }

    /** Returns the text up to the NUL, or, like the daemon, up to the last byte but one. */
    private String text(int from, int to) {
        int end = from;
        while (end < to - 1 && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
