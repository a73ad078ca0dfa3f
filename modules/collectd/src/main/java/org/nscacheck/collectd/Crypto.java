/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The functions that collectd protects packets by, all of which each Java has. */
final class Crypto {

    private static final String HMAC = "HmacSHA256";

    private Crypto() {}

    /** @param password at least one byte */
    static byte[] hmac(byte[] password, byte[] covered) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(password, HMAC));
            return mac.doFinal(covered);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    static byte[] sha1(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    static byte[] encrypt(byte[] password, byte[] iv, byte[] clear) {
        return ofb(Cipher.ENCRYPT_MODE, password, iv, clear);
    }

    static byte[] decrypt(byte[] password, byte[] iv, byte[] encrypted) {
        return ofb(Cipher.DECRYPT_MODE, password, iv, encrypted);
    }

    private static byte[] ofb(int mode, byte[] password, byte[] iv, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/OFB/NoPadding");
            SecretKeySpec key = new SecretKeySpec(digest("SHA-256", password), "AES");
            cipher.init(mode, key, new IvParameterSpec(iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256 in OFB mode", e);
        }
    }

    private static byte[] digest(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }
}
