/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.server.LockedSecretException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.ServerId;

/**
 * Keeps secrets unreadable in the database: AES-256-GCM with a random nonce of 96 bits. The id of the server is
 * authenticated with it, so that the cipher text of one server cannot be moved to another. Thread-safe.
 *
 * <p>Several keys may be known: the current one encrypts, the others still decrypt what they once encrypted.
 */
public final class SecretCipher {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final Optional<String> current;
    private final SecureRandom random = new SecureRandom();
    private final Map<ServerId, Verdict> verdicts = new ConcurrentHashMap<>();

    private SecretCipher(Optional<String> current, Map<String, byte[]> keys) {
        this.current = current;
        keys.forEach((id, key) -> {
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException(
                        "secret key '" + id + "' has " + key.length + " bytes, AES-256 needs " + KEY_BYTES);
            }
            this.keys.put(id, new SecretKeySpec(key, "AES"));
        });
    }

    /**
     * Returns a cipher that encrypts with the current key.
     *
     * @param current id of the key that encrypts
     * @param keys keys of 32 bytes by id, the current one among them
     * @throws IllegalArgumentException if the current key is missing or a key has another length
     */
    public static SecretCipher of(String current, Map<String, byte[]> keys) {
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException(
                    "the current secret key '" + current + "' is not among " + keys.keySet());
        }
        return new SecretCipher(Optional.of(current), keys);
    }

    /** Returns a cipher without keys: servers without a secret work, a server with one is locked. */
    public static SecretCipher withoutKeys() {
        return new SecretCipher(Optional.empty(), Map.of());
    }

    /** Returns whether there is a current key and it is not this one. */
    boolean hasOtherKeyThan(String keyId) {
        return current.filter(id -> !id.equals(keyId)).isPresent();
    }

    /** @throws RefusedException if there is no key to encrypt with */
    Encrypted encrypt(ServerId server, Secret secret) {
        String keyId = current.orElseThrow(() -> new RefusedException(
                "a secret cannot be stored without a key to encrypt it: set nscacheck.secrets.key to 32 random bytes"
                        + " in Base64, such as the output of 'openssl rand -base64 32'"));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, server).doFinal(secret.bytes());
            return new Encrypted(
                    keyId,
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every Java platform", e);
        }
    }

    /** Returns the secret, which is decrypted when it is revealed. */
    Secret sealed(ServerId server, Encrypted encrypted) {
        return Secret.sealed(new SealedSecret(this, server, encrypted));
    }

    /** Returns why a secret cannot be decrypted, empty if it can; tried once for each that is stored. */
    private Optional<String> problem(ServerId server, Encrypted encrypted) {
        return verdicts.compute(
                        server,
                        (id, known) ->
                                known != null && known.about.equals(encrypted) ? known : judge(server, encrypted))
                .problem;
    }

    private Verdict judge(ServerId server, Encrypted encrypted) {
        try {
            Arrays.fill(decrypt(server, encrypted), (byte) 0);
            return new Verdict(encrypted, Optional.empty());
        } catch (LockedSecretException e) {
            return new Verdict(encrypted, Optional.ofNullable(e.getMessage()));
        }
    }

    /** @throws LockedSecretException if the key is missing or does not fit */
    private byte[] decrypt(ServerId server, Encrypted encrypted) {
        if (!keys.containsKey(encrypted.keyId)) {
            throw new LockedSecretException("its secret was encrypted with the key '" + encrypted.keyId
                    + "', which is not configured: set nscacheck.secrets.key and nscacheck.secrets.key-id");
        }
        byte[] bytes = encrypted.bytes;
        if (bytes.length > NONCE_BYTES) {
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            try {
                return cipher(Cipher.DECRYPT_MODE, encrypted.keyId, nonce, server)
                        .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            } catch (GeneralSecurityException e) {
                throw locked(encrypted);
            }
        }
        throw locked(encrypted);
    }

    private static LockedSecretException locked(Encrypted encrypted) {
        return new LockedSecretException("its secret cannot be decrypted with the key '" + encrypted.keyId
                + "': the key is another one, or the secret was moved here from another server");
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce, ServerId server) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, keys.get(keyId), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(server.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** A secret as it lies in the database. */
    static final class Encrypted {
        final String keyId;
        final byte[] bytes;

        Encrypted(String keyId, byte[] bytes) {
            this.keyId = keyId;
            this.bytes = bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Encrypted that && keyId.equals(that.keyId) && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** Why a secret as it was stored cannot be decrypted; empty if it can. */
    private record Verdict(Encrypted about, Optional<String> problem) {}

    /** A secret in the database together with the keys that may open it. */
    private record SealedSecret(SecretCipher cipher, ServerId server, Encrypted encrypted) implements Secret.Sealed {

        @Override
        public String open() {
            return new String(cipher.decrypt(server, encrypted), StandardCharsets.UTF_8);
        }

        @Override
        public Optional<String> problem() {
            return cipher.problem(server, encrypted);
        }
    }
}
