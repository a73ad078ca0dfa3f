/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * A keyed block cipher as CFB with 8 bits of feedback wants it: of each encrypted block only the first byte is used.
 * Implementations neither allocate nor keep anything of a block. Not thread-safe.
 */
interface BlockEngine {

    /** Returns the size of a block in bytes. */
    int blockBytes();

    /** Encrypts the block that begins at the offset, and returns the first byte of the outcome in the low 8 bits. */
    int firstByte(byte[] text, int offset);
}
