/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.SerpentEngine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.engines.XTEAEngine;

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
            case 2 -> cfb8(new DESEngine(), 8, password, iv);
            case 3 -> cfb8(new DESedeEngine(), 24, password, iv);
            case 4 -> cfb8(new CAST5Engine(), 16, password, iv);
            case 5 -> new Cfb8(new Cast256(Arrays.copyOf(password, 32)), iv);
            case 6 -> cfb8(new XTEAEngine(), 16, password, iv);
            case 8 -> cfb8(new BlowfishEngine(), 56, password, iv);
            case 9 -> cfb8(new TwofishEngine(), 32, password, iv);
            case 10 -> new Cfb8(new Loki97(Arrays.copyOf(password, 32)), iv);
            case 11 -> cfb8(new RC2Engine(), 128, password, iv);
            case 14 -> new AesCipher(Arrays.copyOf(password, 32), iv);
            case 15 -> new Cfb8(new Rijndael(24, Arrays.copyOf(password, 32)), iv);
            case 16 -> new Cfb8(new Rijndael(32, Arrays.copyOf(password, 32)), iv);
            case 20 -> cfb8(new SerpentEngine(), 32, password, iv);
            case 23 -> new Cfb8(new Gost(Arrays.copyOf(password, 32)), iv);
            case 26 -> new Cfb8(new SaferPlus(Arrays.copyOf(password, 32)), iv);
            default ->
                throw new IllegalArgumentException("encryption method " + method + " is not spoken by any daemon");
        };
    }

    private static PacketCipher cfb8(BlockCipher cipher, int keyBytes, byte[] password, byte[] iv) {
        return new Cfb8(new BouncyCastleEngine(cipher, Arrays.copyOf(password, keyBytes)), iv);
    }
}
