/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

/** Method 1: each byte is combined with the greeting's bytes and the password's, both from their start for each packet. */
final class XorCipher implements PacketCipher {

    private final byte[] password;
    private final byte[] iv;

    XorCipher(byte[] password, byte[] iv) {
        this.password = password.clone();
        this.iv = iv.clone();
    }

    @Override
    public void encrypt(byte[] packet, int length) {
        for (int i = 0, v = 0; i < length; i++) {
            packet[i] ^= iv[v];
            v = v + 1 == iv.length ? 0 : v + 1;
        }
        if (password.length == 0) {
            return;
        }
        for (int i = 0, p = 0; i < length; i++) {
            packet[i] ^= password[p];
            p = p + 1 == password.length ? 0 : p + 1;
        }
    }
}
