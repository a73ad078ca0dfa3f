/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.nio.ByteBuffer;
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
 * One packet serves for all results of a connection, so that none of them leaves anything to collect. Not thread-safe.
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

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final CRC32 crc = new CRC32();

    DataPacket(int outputField) {
        bytes = new byte[bytes(outputField)];
        buffer = ByteBuffer.wrap(bytes);
    }

    /** Returns the size of a packet whose output field has this size. */
    static int bytes(int outputField) {
        return OUTPUT_OFFSET + outputField + ALIGNMENT;
    }

    /** Writes the packet, not encrypted, over the one before, and returns its bytes, which may be changed. */
    byte[] fill(NscaMessage message, int timestamp) {
        Arrays.fill(bytes, (byte) 0);
        buffer.putShort(0, VERSION);
        buffer.putInt(8, timestamp);
        buffer.putShort(12, (short) message.returnCode());
        put(HOST_OFFSET, SERVICE_OFFSET, message.host());
        put(SERVICE_OFFSET, OUTPUT_OFFSET, message.service() == null ? "" : message.service());
        put(OUTPUT_OFFSET, bytes.length - ALIGNMENT, sendable(message.output()));
        crc.reset();
        crc.update(bytes);
        buffer.putInt(CRC_OFFSET, (int) crc.getValue());
        return bytes;
    }

    /** A NUL would end the text early, and an empty output makes some receivers drop the result. */
    private static String sendable(String output) {
        String text = output.replace('\0', ' ');
        return text.isBlank() ? "(no output)" : text;
    }

    /** Writes UTF-8 into a field, leaves room for the closing NUL and never cuts inside of a character. */
    private void put(int from, int to, String text) {
        int at = from;
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            int length = length(character);
            if (at + length >= to) {
                return;
            }
            put(at, character, length);
            at += length;
        }
    }

    private static int length(int character) {
        if (character < 0x80 || Character.getType(character) == Character.SURROGATE) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }

    private void put(int at, int character, int length) {
        switch (length) {
            // Half a character is none.
            case 1 -> bytes[at] = (byte) (character < 0x80 ? character : '?');
            case 2 -> bytes[at] = (byte) (0xC0 | (character >> 6));
            case 3 -> bytes[at] = (byte) (0xE0 | (character >> 12));
            default -> bytes[at] = (byte) (0xF0 | (character >> 18));
        }
        for (int i = 1; i < length; i++) {
            bytes[at + i] = (byte) (0x80 | ((character >> (6 * (length - 1 - i))) & 0x3F));
        }
    }
}
