/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The packet of protocol version 3 ({@code data_packet} in nsca's {@code include/common.h}), big-endian:
 *
 * <pre>
 * offset      size         field
 *      0         2         version, 3
 *      2         2         alignment
 *      4         4         CRC-32 of the whole packet with this field zero
 *      8         4         timestamp of the greeting
 *     12         2         return code
 *     14        64         host, closed by NUL
 *     78       128         service, closed by NUL; empty for a host result
 *    206  4096 or 512      output, closed by NUL
 *      …         2         alignment
 * </pre>
 *
 * <p>The C client fills unused bytes at random; the daemon does not look at them, and zeros compress better in a capture.
 */
final class DataPacket {

    /** Size of the output field of nsca 2.9 and newer. */
    static final int LONG_OUTPUT = 4096;
    /** Size of the output field before 2.9. */
    static final int SHORT_OUTPUT = 512;

    private static final short VERSION = 3;
    private static final int CRC_OFFSET = 4;
    private static final int HOST_OFFSET = 14;
    private static final int SERVICE_OFFSET = 78;
    private static final int OUTPUT_OFFSET = 206;
    private static final int ALIGNMENT = 2;

    private DataPacket() {}

    /** Returns the size of a packet whose output field has this size. */
    static int bytes(int outputField) {
        return OUTPUT_OFFSET + outputField + ALIGNMENT;
    }

    /** Writes the packet, not encrypted, over the whole array. */
    static void encode(NscaMessage message, int timestamp, byte[] packet) {
        Arrays.fill(packet, (byte) 0);
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        buffer.putShort(0, VERSION);
        buffer.putInt(8, timestamp);
        buffer.putShort(12, (short) message.returnCode());
        put(packet, HOST_OFFSET, SERVICE_OFFSET - HOST_OFFSET, message.host());
        put(packet, SERVICE_OFFSET, OUTPUT_OFFSET - SERVICE_OFFSET, message.service() == null ? "" : message.service());
        put(packet, OUTPUT_OFFSET, packet.length - OUTPUT_OFFSET - ALIGNMENT, sendable(message.output()));
        CRC32 crc = new CRC32();
        crc.update(packet);
        buffer.putInt(CRC_OFFSET, (int) crc.getValue());
    }

    /** A NUL would end the text early, and an empty output makes some receivers drop the result. */
    private static String sendable(String output) {
        String text = output.replace('\0', ' ');
        return text.isBlank() ? "(no output)" : text;
    }

    /** Leaves room for the closing NUL and never cuts inside of a character. */
    private static void put(byte[] packet, int offset, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, field - 1);
        while (length > 0 && length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        System.arraycopy(bytes, 0, packet, offset, length);
    }
}
