/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be said about the encoding of a password without showing any of it. */
public final class PasswordHint {

    private static final char REPLACEMENT = '\ufffd';

    private PasswordHint() {}

    /** Returns how a password outside of ASCII may have become another one, empty for all others. */
    public static Optional<String> of(@Nullable Secret secret) {
        if (secret == null || secret.reveal().chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        if (isBroken(secret)) {
            return Optional.of(
                    "the password contains U+FFFD, so characters outside ASCII were lost when it was read: start"
                            + " the process with a locale of UTF-8 (not LC_ALL=C), or write \\uXXXX in a properties file");
        }
        if (isUtf8ReadAsLatin1(secret.reveal())) {
            return Optional.of(
                    "the password looks as if UTF-8 had been read as ISO-8859-1, as properties files are: write"
                            + " \\uXXXX there, or use YAML");
        }
        return Optional.of(
                "the password contains characters outside ASCII; compare how it is encoded: it is sent in UTF-8");
    }

    /** Returns whether characters of the password were lost when it was read. */
    public static boolean isBroken(Secret secret) {
        return secret.reveal().indexOf(REPLACEMENT) >= 0;
    }

    private static boolean isUtf8ReadAsLatin1(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(StandardCharsets.ISO_8859_1.encode(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
