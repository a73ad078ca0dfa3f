/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

import java.util.Arrays;

/** The other direction of {@link Cfb8}: the same window slides over the same ciphertext, which is what comes in here. */
final class Cfb8Decipher implements PacketDecipher {

    private final BlockEngine engine;
    private final int blockBytes;
    /** The register, and behind it room for a packet. */
    private byte[] window;

    /** @param iv what the register begins with, at least one block */
    Cfb8Decipher(BlockEngine engine, byte[] iv) {
        this.engine = engine;
        this.blockBytes = engine.blockBytes();
        this.window = Arrays.copyOf(iv, blockBytes);
    }

    @Override
    public void decrypt(byte[] packet) {
        if (window.length < blockBytes + packet.length) {
            window = Arrays.copyOf(window, blockBytes + packet.length);
        }
        byte[] text = window;
        System.arraycopy(packet, 0, text, blockBytes, packet.length);
        for (int i = 0; i < packet.length; i++) {
            packet[i] ^= (byte) engine.firstByte(text, i);
        }
        System.arraycopy(text, packet.length, text, 0, blockBytes);
    }
}
