/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.util.Arrays;

/**
 * The ciphers by their numbers. The key is the password, cut or filled with zeros to the longest key the algorithm takes
 * ({@code mcrypt_enc_get_key_size}); the initialisation vector is the beginning of the greeting's.
 */
public final class Ciphers {

    private Ciphers() {}

    /**
     * Starts encrypting for one connection.
     *
     * @param method number in {@code send_nsca.cfg}
     * @param password raw bytes of the password, may be empty
     * @param iv the 128 bytes of the daemon's greeting
     * @throws IllegalArgumentException for a method the daemon cannot use either
     */
    public static PacketCipher open(int method, byte[] password, byte[] iv) {
        return switch (method) {
            case 0 -> packet -> {};
            case 1 -> new XorCipher(password, iv);
            case 14 -> new AesCipher(Arrays.copyOf(password, 32), iv);
            default -> new Cfb8(BlockEngines.of(method, password), iv);
        };
    }

    /**
     * Starts decrypting what a client sends on one connection, for a receiver.
     *
     * @param method number in {@code nsca.cfg}
     * @param password raw bytes of the password, may be empty
     * @param iv the 128 bytes of the receiver's own greeting
     * @throws IllegalArgumentException for a method the daemon cannot use either
     */
    public static PacketDecipher openToDecrypt(int method, byte[] password, byte[] iv) {
        return switch (method) {
            case 0 -> packet -> {};
            case 1 -> new XorCipher(password, iv)::encrypt; // Twice the same gives the first.
            default -> new Cfb8Decipher(BlockEngines.of(method, password), iv);
        };
    }
}
