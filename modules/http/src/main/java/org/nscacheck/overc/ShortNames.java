/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names in the {@value RequestLimits#NAME_LENGTH} characters that OverC stores. It cuts a longer one, or fails at it, as its
 * database does.
 */
final class ShortNames {

    private static final int HASH_DIGITS = 6;
    private static final int KEPT = RequestLimits.NAME_LENGTH - HASH_DIGITS - 1;

    private ShortNames() {}

    /**
     * Returns the name if it fits; otherwise its beginning, a tilde and a hash of the whole, the same for each report, so that
     * names that begin alike stay apart.
     */
    static String of(String name) {
        if (fits(name)) {
            return name;
        }
        return name.substring(0, name.offsetByCodePoints(0, KEPT)) + "~"
                + hash(name).substring(0, HASH_DIGITS);
    }

    static boolean fits(String name) {
        return name.codePointCount(0, name.length()) <= RequestLimits.NAME_LENGTH;
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
