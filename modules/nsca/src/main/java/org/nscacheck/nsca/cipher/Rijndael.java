/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * Rijndael with a key of 256 bits and blocks of 192 or 256 bits, which AES has not kept. From J. Daemen,
 * V. Rijmen: "AES Proposal: Rijndael", version 2, 1999; tables as its section 5.2 proposes for 32-bit processors.
 */
@SuppressWarnings("OperatorPrecedence") // shift, then mask, then combine, throughout
final class Rijndael implements BlockEngine {

    private static final int ROUNDS = 14;
    private static final int KEY_WORDS = 8;

    private static final int[] SBOX = new int[256];
    /** SubBytes and one column of MixColumns; the other three are rotations of it. */
    private static final int[] T0 = new int[256];

    private static final int[] T1 = new int[256];
    private static final int[] T2 = new int[256];
    private static final int[] T3 = new int[256];

    static {
        int p = 1;
        int q = 1;
        // p runs through all field elements as powers of 3, q through their inverses.
        do {
            p = p ^ p << 1 ^ (p & 0x80) / 0x80 * 0x11B;
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q = (q ^ (q & 0x80) / 0x80 * 0x09) & 0xFF;
            substitute(p, q);
        } while (p != 1);
        substitute(0, 0);
    }

    /** Block size in words: 6 or 8. */
    private final int words;

    private final int[] roundKeys;

    /**
     * @param blockBytes 24 or 32
     * @param key 32 bytes
     */
    Rijndael(int blockBytes, byte[] key) {
        if (blockBytes != 24 && blockBytes != 32 || key.length != 4 * KEY_WORDS) {
            throw new IllegalArgumentException("block of " + blockBytes + " bytes, key of " + key.length);
        }
        words = blockBytes / 4;
        roundKeys = expand(key, words * (ROUNDS + 1));
    }

    private static void substitute(int element, int inverse) {
        int s = inverse ^ rotate(inverse, 1) ^ rotate(inverse, 2) ^ rotate(inverse, 3) ^ rotate(inverse, 4) ^ 0x63;
        int twice = s << 1 ^ (s & 0x80) / 0x80 * 0x11B;
        SBOX[element] = s;
        T0[element] = twice << 24 | s << 16 | s << 8 | s ^ twice;
        T1[element] = Integer.rotateRight(T0[element], 8);
        T2[element] = Integer.rotateRight(T0[element], 16);
        T3[element] = Integer.rotateRight(T0[element], 24);
    }

    private static int rotate(int octet, int bits) {
        return (octet << bits | octet >>> (8 - bits)) & 0xFF;
    }

    private static int[] expand(byte[] key, int size) {
        int[] expanded = new int[size];
        int constant = 1;
        for (int i = 0; i < size; i++) {
            if (i < KEY_WORDS) {
                expanded[i] = word(key, 4 * i);
                continue;
            }
            int previous = expanded[i - 1];
            if (i % KEY_WORDS == 0) {
                previous = substituteWord(Integer.rotateLeft(previous, 8)) ^ constant << 24;
                constant = constant << 1 ^ (constant & 0x80) / 0x80 * 0x11B;
            } else if (i % KEY_WORDS == 4) {
                previous = substituteWord(previous);
            }
            expanded[i] = expanded[i - KEY_WORDS] ^ previous;
        }
        return expanded;
    }

    private static int substituteWord(int word) {
        return SBOX[word >>> 24] << 24
                | SBOX[word >>> 16 & 0xFF] << 16
                | SBOX[word >>> 8 & 0xFF] << 8
                | SBOX[word & 0xFF];
    }

    private static int word(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xFF) << 16
                | (bytes[offset + 2] & 0xFF) << 8
                | bytes[offset + 3] & 0xFF;
    }

    @Override
    public int blockBytes() {
        return 4 * words;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        return words == 6 ? firstByteOf6(text, offset) : firstByteOf8(text, offset);
    }

    /** ShiftRows moves rows 1, 2, 3 by 1, 2, 3 columns. */
    private int firstByteOf6(byte[] text, int offset) {
        int[] key = roundKeys;
        int a = word(text, offset) ^ key[0];
        int b = word(text, offset + 4) ^ key[1];
        int c = word(text, offset + 8) ^ key[2];
        int d = word(text, offset + 12) ^ key[3];
        int e = word(text, offset + 16) ^ key[4];
        int f = word(text, offset + 20) ^ key[5];
        int at = 6;
        for (; at < 6 * (ROUNDS - 1); at += 6) {
            int a1 = column(a, b, c, d) ^ key[at];
            int b1 = column(b, c, d, e) ^ key[at + 1];
            int c1 = column(c, d, e, f) ^ key[at + 2];
            int d1 = column(d, e, f, a) ^ key[at + 3];
            int e1 = column(e, f, a, b) ^ key[at + 4];
            f = column(f, a, b, c) ^ key[at + 5];
            a = a1;
            b = b1;
            c = c1;
            d = d1;
            e = e1;
        }
        return lastRounds(column(a, b, c, d) ^ key[at], key[at + 6]);
    }

    /** ShiftRows moves rows 1, 2, 3 by 1, 3, 4 columns. */
    private int firstByteOf8(byte[] text, int offset) {
        int[] key = roundKeys;
        int a = word(text, offset) ^ key[0];
        int b = word(text, offset + 4) ^ key[1];
        int c = word(text, offset + 8) ^ key[2];
        int d = word(text, offset + 12) ^ key[3];
        int e = word(text, offset + 16) ^ key[4];
        int f = word(text, offset + 20) ^ key[5];
        int g = word(text, offset + 24) ^ key[6];
        int h = word(text, offset + 28) ^ key[7];
        int at = 8;
        for (; at < 8 * (ROUNDS - 1); at += 8) {
            int a1 = column(a, b, d, e) ^ key[at];
            int b1 = column(b, c, e, f) ^ key[at + 1];
            int c1 = column(c, d, f, g) ^ key[at + 2];
            int d1 = column(d, e, g, h) ^ key[at + 3];
            int e1 = column(e, f, h, a) ^ key[at + 4];
            int f1 = column(f, g, a, b) ^ key[at + 5];
            int g1 = column(g, h, b, c) ^ key[at + 6];
            h = column(h, a, c, d) ^ key[at + 7];
            a = a1;
            b = b1;
            c = c1;
            d = d1;
            e = e1;
            f = f1;
            g = g1;
        }
        return lastRounds(column(a, b, d, e) ^ key[at], key[at + 8]);
    }

    private static int column(int row0, int row1, int row2, int row3) {
        return T0[row0 >>> 24] ^ T1[row1 >>> 16 & 0xFF] ^ T2[row2 >>> 8 & 0xFF] ^ T3[row3 & 0xFF];
    }

    /** Of the round before the last only the first column is needed; the last does not mix columns nor shift row 0. */
    private static int lastRounds(int firstColumn, int lastKey) {
        return SBOX[firstColumn >>> 24] ^ lastKey >>> 24;
    }
}
