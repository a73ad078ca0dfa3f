/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/** Encrypts the packets of one connection, in their order. Not thread-safe. */
@FunctionalInterface
public interface PacketCipher {

    /** Encrypts the whole array in place. */
    void encrypt(byte[] packet);
}
