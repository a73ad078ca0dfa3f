/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A decrypted data packet, as {@code common.h} of nsca 2.10 lays it out; numbers are big-endian.
 *
 * <pre>
 *   0    2  version, 3
 *   2    2  alignment
 *   4    4  CRC-32 of the whole packet with this field as zero
 *   8    4  timestamp, seconds
 *  12    2  return code, signed
 *  14   64  host, ended by NUL
 *  78  128  service, ended by NUL; empty for a host check
 * 206 4096  output, ended by NUL; 512 in the packet of 2.7
 * ...    2  alignment
 * </pre>
 */
final class Packet {

    static final int LENGTH = 4304;
    static final int LEGACY_LENGTH = 720;

    private static final int VERSION = 3;
    private static final int CRC_OFFSET = 4;
    private static final int HOST_OFFSET = 14;
    private static final int SERVICE_OFFSET = 78;
    private static final int OUTPUT_OFFSET = 206;
    private static final int ALIGNMENT = 2;

    private final byte[] bytes;

    Packet(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns why nsca would not take it, null if it would. */
    @Nullable
    String fault() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int version = buffer.getShort(0);
        if (version != VERSION) {
            return "version " + version + " instead of " + VERSION + ": wrong password or method";
        }
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.wrap(bytes.clone()).putInt(CRC_OFFSET, 0));
        return buffer.getInt(CRC_OFFSET) == (int) crc.getValue()
                ? null
                : "wrong CRC: wrong password or method, or a fault";
    }

    long timestamp() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(8));
    }

    Received received(Instant at, int connection) {
        String service = text(SERVICE_OFFSET, OUTPUT_OFFSET);
        return new Received(
                at,
                connection,
                text(HOST_OFFSET, SERVICE_OFFSET),
                service.isEmpty() ? null : service,
                ByteBuffer.wrap(bytes).getShort(12),
                text(OUTPUT_OFFSET, bytes.length - ALIGNMENT),
                timestamp(),
                ByteBuffer.wrap(bytes));
    }

    /** Reads up to the NUL, or, like the daemon, up to the last byte but one if there is none. */
    private String text(int from, int to) {
        int end = from;
        while (end < to - 1 && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
