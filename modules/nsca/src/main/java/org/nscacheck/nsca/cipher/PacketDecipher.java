/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/** Decrypts the packets of one connection, in their order. Not thread-safe. */
@FunctionalInterface
public interface PacketDecipher {

    /** Decrypts the whole array in place. */
    void decrypt(byte[] packet);
}
