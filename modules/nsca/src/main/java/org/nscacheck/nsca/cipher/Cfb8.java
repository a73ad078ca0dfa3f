/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.util.Arrays;

/**
 * CFB with 8 bits of feedback, libmcrypt's mode "cfb": each byte is combined with the first byte of the encrypted shift
 * register, and then shifted into it. The register is nothing but the last bytes of ciphertext, so here it is a window
 * that slides over them, and nothing has to be shifted. It runs on from packet to packet.
 */
final class Cfb8 implements PacketCipher {

    private final BlockEngine engine;
    private final int blockBytes;
    /** The register, and behind it room for a packet. */
    private byte[] window;

    /** @param iv what the register begins with, at least one block */
    Cfb8(BlockEngine engine, byte[] iv) {
        this.engine = engine;
        this.blockBytes = engine.blockBytes();
        this.window = Arrays.copyOf(iv, blockBytes);
    }

    @Override
    public void encrypt(byte[] packet) {
        if (window.length < blockBytes + packet.length) {
            window = Arrays.copyOf(window, blockBytes + packet.length);
        }
        byte[] text = window;
        for (int i = 0; i < packet.length; i++) {
            byte encrypted = (byte) (packet[i] ^ engine.firstByte(text, i));
            text[blockBytes + i] = encrypted;
            packet[i] = encrypted;
        }
        System.arraycopy(text, packet.length, text, 0, blockBytes);
    }
}
