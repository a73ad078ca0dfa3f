/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import org.bouncycastle.crypto.engines.CAST6Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * CAST-256 (RFC 2612) by BouncyCastle. libmcrypt reads and writes words in the byte order of the processor, which is
 * little-endian, where the RFC means the other one; so bytes are reversed within words of key and text.
 */
final class Cast256 implements BlockEngine {

    private static final int BLOCK_BYTES = 16;

    private final CAST6Engine cipher = new CAST6Engine();
    private final byte[] block = new byte[BLOCK_BYTES];

    /** @param key 32 bytes */
    Cast256(byte[] key) {
        cipher.init(true, new KeyParameter(swapped(key, 0, new byte[key.length])));
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        cipher.processBlock(swapped(text, offset, block), 0, block, 0);
        return block[3] & 0xFF;
    }

    private static byte[] swapped(byte[] source, int offset, byte[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = source[offset + (i ^ 3)];
        }
        return target;
    }
}
