/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.nscacheck.server.Secret;

/**
 * Proves to a receiver that a body is ours and when it was sent: HMAC-SHA256 (RFC 2104) with the secret as key over the decimal
 * seconds of the header {@value #TIMESTAMP}, a full stop and the body.
 */
final class Signature {

    static final String TIMESTAMP = "X-Nscacheck-Timestamp";
    static final String SIGNATURE = "X-Nscacheck-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** Returns the value of the header {@value #SIGNATURE}: {@code sha256=} and 64 hexadecimal digits. */
    static String of(Secret secret, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java has " + ALGORITHM, e);
        }
    }
}
