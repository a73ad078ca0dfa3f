/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.store.SecretCipher;

/** Reads the keys that encrypt passwords; never shows them. */
final class Secrets {

    private Secrets() {}

    /** @throws IllegalArgumentException if a key cannot be read; the message names the property and not the key */
    static SecretCipher cipher(NscaCheckProperties.Secrets properties) {
        String current = key(properties);
        if (current == null) {
            if (!properties.previousKeys().isEmpty()) {
                throw new IllegalArgumentException(
                        "nscacheck.secrets.previous-keys is set, but there is no current key: set nscacheck.secrets.key");
            }
            return SecretCipher.withoutKeys();
        }
        Map<String, byte[]> keys = new HashMap<>();
        properties
                .previousKeys()
                .forEach((id, key) -> keys.put(id, decode("nscacheck.secrets.previous-keys[" + id + "]", key)));
        String property = properties.key() != null ? "nscacheck.secrets.key" : "nscacheck.secrets.key-file";
        keys.put(properties.keyId(), decode(property, current));
        return SecretCipher.of(properties.keyId(), keys);
    }

    private static @Nullable String key(NscaCheckProperties.Secrets properties) {
        if (properties.keyFile() == null) {
            return properties.key();
        }
        if (properties.key() != null) {
            throw new IllegalArgumentException(
                    "nscacheck.secrets.key and nscacheck.secrets.key-file are both set; set only one");
        }
        try {
            return Files.readString(properties.keyFile());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "nscacheck.secrets.key-file: " + properties.keyFile() + " cannot be read: " + e, e);
        }
    }

    private static byte[] decode(String property, String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) {
            // The cause would quote a character of the key.
            throw new IllegalArgumentException(property + " is not Base64");
        }
        if (bytes.length != 32) {
            throw new IllegalArgumentException(property + " has " + bytes.length
                    + " bytes when decoded, 32 are needed: generate a key with `openssl rand -base64 32`");
        }
        return bytes;
    }
}
