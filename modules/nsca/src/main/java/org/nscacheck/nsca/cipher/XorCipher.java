/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * Method 1: each byte is combined with the greeting's bytes and the password's, both from their start for each packet. The
 * combination is the same for all packets of a size, so it is made once a connection.
 */
final class XorCipher implements PacketCipher {

    private final byte[] password;
    private final byte[] iv;
    private byte[] mask = {};

    XorCipher(byte[] password, byte[] iv) {
        this.password = password.clone();
        this.iv = iv.clone();
    }

    @Override
    public void encrypt(byte[] packet) {
        if (mask.length != packet.length) {
            mask = mask(packet.length);
        }
        for (int i = 0; i < packet.length; i++) {
            packet[i] ^= mask[i];
        }
    }

    private byte[] mask(int length) {
        byte[] made = new byte[length];
        for (int i = 0; i < length; i++) {
            int key = password.length == 0 ? 0 : password[i % password.length];
            made[i] = (byte) (iv[i % iv.length] ^ key);
        }
        return made;
    }
}
