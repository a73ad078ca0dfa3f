/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A block cipher of the Java platform in CFB mode with 8 bits of feedback, as libmcrypt's "cfb". The key is the password,
 * cut or filled with zeros to the algorithm's longest key ({@code mcrypt_enc_get_key_size}); the initialisation vector is
 * the beginning of the greeting's. The state runs on from packet to packet.
 */
final class JdkCipher implements PacketCipher {

    private final Cipher cipher;

    private JdkCipher(String algorithm, int keyBytes, int blockBytes, byte[] password, byte[] iv) {
        try {
            cipher = Cipher.getInstance(algorithm + "/CFB8/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(password, keyBytes), algorithm),
                    new IvParameterSpec(iv, 0, blockBytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm + " in CFB8 mode", e);
        }
    }

    /** Method 14: Rijndael with blocks of 128 bits and a key of 256. */
    static PacketCipher aes(byte[] password, byte[] iv) {
        return new JdkCipher("AES", 32, 16, password, iv);
    }

    @Override
    public void encrypt(byte[] packet, int length) {
        try {
            cipher.update(packet, 0, length, packet, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stream mode gives out what it takes in", e);
        }
    }
}
