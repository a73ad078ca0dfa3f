/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;

/** A block cipher of BouncyCastle that agrees with libmcrypt as it is. */
final class BouncyCastleEngine implements BlockEngine {

    private final BlockCipher cipher;
    private final byte[] out;

    BouncyCastleEngine(BlockCipher cipher, byte[] key) {
        cipher.init(true, new KeyParameter(key));
        this.cipher = cipher;
        this.out = new byte[cipher.getBlockSize()];
    }

    @Override
    public int blockBytes() {
        return out.length;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        cipher.processBlock(text, offset, out, 0);
        return out[0] & 0xFF;
    }
}
