/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares keys of agents with what is stored of them: a salted hash by PBKDF2 (RFC 8018), so that neither the database nor its
 * backups tell a key. An agent reports every minute, so a key that was right is remembered in memory, hashed with a secret of this
 * process, and is not derived again. All comparisons take the same time, whatever differs. Thread-safe.
 */
final class PushKeys {

    /** Ten milliseconds or so: agents' keys are made by programs, and a thousand agents may come at once after a restart. */
    private static final int ITERATIONS = 20_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String SCHEME = "pbkdf2-sha256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec ownSecret;

    /** What the key to each hash was. */
    private final Map<String, byte[]> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    PushKeys() {
        byte[] secret = new byte[HASH_BITS / Byte.SIZE];
        random.nextBytes(secret);
        ownSecret = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Returns what is to be stored of a key. */
    String hash(String key) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String hash = String.join(
                "$", SCHEME, String.valueOf(ITERATIONS), encode(salt), encode(derive(key, salt, ITERATIONS)));
        remember(hash, key);
        return hash;
    }

    /** Returns whether a key is the one of which this was stored; false for a hash that cannot be read. */
    boolean matches(String key, String hash) {
        byte[] remembered;
        synchronized (known) {
            remembered = known.get(hash);
        }
        if (remembered != null && MessageDigest.isEqual(remembered, mark(key))) {
            return true;
        }
        String[] parts = hash.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            return false;
        }
        byte[] derived = derive(key, Base64.getDecoder().decode(parts[2]), Integer.parseInt(parts[1]));
        boolean right = MessageDigest.isEqual(derived, Base64.getDecoder().decode(parts[3]));
        if (right) {
            remember(hash, key);
        }
        return right;
    }

    private void remember(String hash, String key) {
        byte[] mark = mark(key);
        synchronized (known) {
            known.put(hash, mark);
        }
    }

    private byte[] mark(String key) {
        try {
            Mac mac = Mac.getInstance(ownSecret.getAlgorithm());
            mac.init(ownSecret);
            return mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] derive(String key, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(key.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
