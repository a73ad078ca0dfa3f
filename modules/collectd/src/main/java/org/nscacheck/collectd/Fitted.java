/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text in the bytes that collectd has for it ({@code DATA_MAX_NAME_LEN}, {@code NOTIF_MAX_MSG_LEN}, each with a closing NUL). */
final class Fitted {

    /** Most bytes of host, plugin, type and instances. */
    static final int NAME_BYTES = 127;
    /** Most bytes of a notification's text. */
    static final int TEXT_BYTES = 255;

    private static final int HASH_DIGITS = 6;
    private static final String CUT = "...";

    private Fitted() {}

    /**
     * Returns the name if it fits; otherwise its beginning, a tilde and a hash of the whole, the same each time, so that names that
     * begin alike stay apart. NUL, which would end it, becomes a blank.
     */
    static String name(String name) {
        String text = withoutNul(name);
        return bytes(text) <= NAME_BYTES
                ? text
                : begin(text, NAME_BYTES - HASH_DIGITS - 1) + "~" + hash(text).substring(0, HASH_DIGITS);
    }

    /** Returns the text if it fits, otherwise its beginning and dots. NUL becomes a blank. */
    static String text(String text) {
        return text(text, TEXT_BYTES);
    }

    static String text(String text, int most) {
        String clean = withoutNul(text);
        return bytes(clean) <= most ? clean : begin(clean, most - CUT.length()) + CUT;
    }

    private static String withoutNul(String text) {
        return text.replace('\0', ' ');
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns as many whole characters as fit. */
    private static String begin(String text, int most) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            used += bytes(text.substring(end, next));
            if (used > most) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java has SHA-256", e);
        }
    }
}
