/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.SerpentEngine;
import org.bouncycastle.crypto.engines.TwofishEngine;
import org.bouncycastle.crypto.engines.XTEAEngine;

/**
 * The block ciphers by their numbers, most of them BouncyCastle's. A class of its own, because the Java machine loads what a class
 * names when it looks at that class: a client of another method need not wait for BouncyCastle.
 */
final class BlockEngines {

    private BlockEngines() {}

    /**
     * @param method number in {@code send_nsca.cfg}
     * @param password raw bytes of the password, may be empty
     * @throws IllegalArgumentException if it is no block cipher that the daemon can use
     */
    static BlockEngine of(int method, byte[] password) {
        return switch (method) {
            case 2 -> engine(new DESEngine(), 8, password);
            case 3 -> engine(new DESedeEngine(), 24, password);
            case 4 -> engine(new CAST5Engine(), 16, password);
            case 5 -> new Cast256(Arrays.copyOf(password, 32));
            case 6 -> engine(new XTEAEngine(), 16, password);
            case 8 -> engine(new BlowfishEngine(), 56, password);
            case 9 -> engine(new TwofishEngine(), 32, password);
            case 10 -> new Loki97(Arrays.copyOf(password, 32));
            case 11 -> engine(new RC2Engine(), 128, password);
            case 14 -> engine(AESEngine.newInstance(), 32, password);
            case 15 -> new Rijndael(24, Arrays.copyOf(password, 32));
            case 16 -> new Rijndael(32, Arrays.copyOf(password, 32));
            case 20 -> engine(new SerpentEngine(), 32, password);
            case 23 -> new Gost(Arrays.copyOf(password, 32));
            case 26 -> new SaferPlus(Arrays.copyOf(password, 32));
            default ->
                throw new IllegalArgumentException("encryption method " + method + " is not spoken by any daemon");
        };
    }

    private static BlockEngine engine(BlockCipher cipher, int keyBytes, byte[] password) {
        return new BouncyCastleEngine(cipher, Arrays.copyOf(password, keyBytes));
    }
}
