/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Turns the packets of one connection into plain text, in their order: AES goes on from one packet to the next. */
@FunctionalInterface
interface Decryption {

    int NONE = 0;
    int XOR = 1;
    int AES = 14;

    byte[] decrypt(byte[] packet);

    static Decryption of(int method, String password, byte[] vector) {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        return switch (method) {
            case NONE -> packet -> packet;
            case XOR -> packet -> xor(packet, vector, secret);
            case AES -> aes(secret, vector);
            default -> throw unsupported(method);
        };
    }

    static IllegalArgumentException unsupported(int method) {
        return new IllegalArgumentException(
                "method: the fake daemon decrypts 0 (none), 1 (XOR) and 14 (AES), not " + method + "; use a real one");
    }

    /** Starts anew with each packet; an empty password means the vector alone. */
    private static byte[] xor(byte[] packet, byte[] vector, byte[] secret) {
        byte[] plain = new byte[packet.length];
        for (int i = 0; i < packet.length; i++) {
            int key = vector[i % vector.length] ^ (secret.length == 0 ? 0 : secret[i % secret.length]);
            plain[i] = (byte) (packet[i] ^ key);
        }
        return plain;
    }

    /** RIJNDAEL-128 of libmcrypt: AES with a key of 32 bytes, the password filled up with zeros, in 8-bit CFB. */
    private static Decryption aes(byte[] secret, byte[] vector) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CFB8/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(secret, 32), "AES"),
                    new IvParameterSpec(vector, 0, cipher.getBlockSize()));
            return cipher::update;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks AES in CFB8 mode", e);
        }
    }
}
