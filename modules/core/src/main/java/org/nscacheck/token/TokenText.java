/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a token: {@code nscacheck_}, its identity, {@code _}, and 256 random bits. The bits cannot be guessed, so a plain
 * SHA-256 (FIPS 180-4) of them is all that has to be stored. The fixed beginning lets scanners find tokens in repositories.
 *
 * @param id identity
 * @param secret the random bits, in Base64 for addresses (RFC 4648, section 5)
 */
record TokenText(TokenId id, String secret) {

    private static final int SECRET_BYTES = 32;
    private static final String PREFIX = "nscacheck_";
    private static final Pattern TEXT = Pattern.compile(PREFIX + "([0-9a-f]{32})_([A-Za-z0-9_-]{43})");

    /** Returns a new one. */
    static TokenText random(SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new TokenText(
                TokenId.random(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Returns the parts of a text, or empty if it is no token. */
    static Optional<TokenText> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String id = parts.group(1);
        UUID uuid = new UUID(HexFormat.fromHexDigitsToLong(id, 0, 16), HexFormat.fromHexDigitsToLong(id, 16, 32));
        return Optional.of(new TokenText(new TokenId(uuid), parts.group(2)));
    }

    /** Returns what is stored of the secret. */
    String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns whether the secret is the one of which this is stored; takes the same time, whatever differs. */
    boolean matches(String stored) {
        return MessageDigest.isEqual(
                hash().getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the whole text, which is shown once. */
    String reveal() {
        return PREFIX + id.value().toString().replace("-", "") + "_" + secret;
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
