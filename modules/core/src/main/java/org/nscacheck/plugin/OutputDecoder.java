/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a plugin to text. A byte order mark decides before anything else and is no part of the text. What is not valid in the
 * character set is replaced by U+FFFD.
 */
final class OutputDecoder {

    /** All that Windows programs of the West write, and of ISO 8859-1 all that can be seen. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16_BIG_MARK = {(byte) 0xFE, (byte) 0xFF};
    private static final byte[] UTF_16_LITTLE_MARK = {(byte) 0xFF, (byte) 0xFE};

    private OutputDecoder() {}

    /**
     * @param charset what the plugin writes, or null for UTF-8 if it is valid, otherwise windows-1252
     * @param cut whether the bytes are the beginning of more, so that the last character may be half
     */
    static String decode(byte[] bytes, @Nullable Charset charset, boolean cut) {
        if (startsWith(bytes, UTF_8_MARK)) {
            return decode(bytes, UTF_8_MARK.length, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, UTF_16_BIG_MARK)) {
            return decode(bytes, UTF_16_BIG_MARK.length, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, UTF_16_LITTLE_MARK)) {
            return decode(bytes, UTF_16_LITTLE_MARK.length, StandardCharsets.UTF_16LE);
        }
        if (charset != null) {
            return decode(bytes, 0, charset);
        }
        byte[] whole = cut ? withoutHalfCharacter(bytes) : bytes;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(whole))
                    .toString();
        } catch (CharacterCodingException e) {
            return decode(bytes, 0, FALLBACK);
        }
    }

    private static String decode(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    /** A character of UTF-8 has up to three bytes behind its first one, which tells how many. */
    private static byte[] withoutHalfCharacter(byte[] bytes) {
        int first = bytes.length - 1;
        while (first > bytes.length - 4 && first > 0 && (bytes[first] & 0xC0) == 0x80) {
            first--;
        }
        if (first < 0) {
            return bytes;
        }
        int lead = bytes[first] & 0xFF;
        int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return first + size > bytes.length ? Arrays.copyOf(bytes, first) : bytes;
    }
}
