/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Method 14, AES with a key of 256 bits, by the Java platform, which uses the processor's instructions for it. */
final class AesCipher implements PacketCipher {

    private static final int BLOCK_BYTES = 16;

    private final Cipher cipher;
    /** The platform makes a copy of its own for each call when input and output are the same array. */
    private byte[] encrypted = {};

    AesCipher(byte[] key, byte[] iv) {
        try {
            cipher = Cipher.getInstance("AES/CFB8/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv, 0, BLOCK_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks AES in CFB8 mode", e);
        }
    }

    @Override
    public void encrypt(byte[] packet) {
        try {
            if (encrypted.length != packet.length) {
                encrypted = new byte[packet.length];
            }
            cipher.update(packet, 0, packet.length, encrypted, 0);
            System.arraycopy(encrypted, 0, packet, 0, packet.length);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("a stream mode gives out what it takes in", e);
        }
    }
}
