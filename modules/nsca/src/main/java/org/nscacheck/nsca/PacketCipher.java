/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

/** Encrypts the packets of one connection, in their order. Not thread-safe. */
@FunctionalInterface
interface PacketCipher {

    /** Encrypts the first bytes of the array in place. */
    void encrypt(byte[] packet, int length);
}
