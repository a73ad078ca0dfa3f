/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * LOKI97 with a key of 256 bits. From L. Brown, J. Pieprzyk: "Introducing the new LOKI97 Block Cipher", 1998. libmcrypt
 * reads and writes each 32-bit word in the byte order of the processor, which is little-endian, while the paper counts from
 * the left end; so bytes are reversed within words of key and text here.
 */
@SuppressWarnings("OperatorPrecedence") // shift, then mask, then combine, throughout
final class Loki97 implements BlockEngine {

    private static final int BLOCK_BYTES = 16;
    private static final int ROUNDS = 16;
    private static final long DELTA = 0x9E3779B97F4A7C15L;

    private static final int S1_BITS = 13;
    private static final int S2_BITS = 11;
    private static final byte[] S1 = cubes(S1_BITS, 0x2911);
    private static final byte[] S2 = cubes(S2_BITS, 0xAA7);
    /** S-box and permutation together, for the least significant byte; for byte i they are moved right by i bits. */
    private static final long[] S1_PERMUTED = permuted(S1);

    private static final long[] S2_PERMUTED = permuted(S2);

    /** Three for each round. */
    private final long[] subkeys = new long[3 * ROUNDS];

    /** @param key 32 bytes */
    Loki97(byte[] key) {
        long k4 = pair(key, 0);
        long k3 = pair(key, 8);
        long k2 = pair(key, 16);
        long k1 = pair(key, 24);
        for (int i = 0; i < subkeys.length; i++) {
            long made = k4 ^ f(k1 + k3 + DELTA * (i + 1), k2);
            subkeys[i] = made;
            k4 = k3;
            k3 = k2;
            k2 = k1;
            k1 = made;
        }
    }

    /** The S-boxes are cubes in a field of 2^bits elements, of the inverted input, cut to 8 bits. */
    private static byte[] cubes(int bits, int polynomial) {
        byte[] box = new byte[1 << bits];
        for (int i = 0; i < box.length; i++) {
            int x = i ^ box.length - 1;
            box[i] = (byte) multiply(multiply(x, x, bits, polynomial), x, bits, polynomial);
        }
        return box;
    }

    private static int multiply(int a, int b, int bits, int polynomial) {
        int product = 0;
        for (int bit = bits - 1; bit >= 0; bit--) {
            product <<= 1;
            if (product >>> bits != 0) {
                product ^= polynomial;
            }
            if ((b >>> bit & 1) != 0) {
                product ^= a;
            }
        }
        return product;
    }

    private static long[] permuted(byte[] box) {
        long[] spread = new long[box.length];
        for (int i = 0; i < box.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                spread[i] |= (long) (box[i] >>> bit & 1) << 8 * bit + 7;
            }
        }
        return spread;
    }

    /** The keyed permutation, the expansion to 96 bits, the S-boxes, the permutation, and the S-boxes again. */
    private static long f(long a, long b) {
        int swap = (int) b;
        int high = (int) (a >>> 32);
        int low = (int) a;
        int differing = (high ^ low) & swap;
        high ^= differing;
        low ^= differing;
        long p = S1_PERMUTED[(high >>> 24 | low << 8) & 0x1FFF] >>> 7
                | S2_PERMUTED[high >>> 16 & 0x7FF] >>> 6
                | S1_PERMUTED[high >>> 8 & 0x1FFF] >>> 5
                | S2_PERMUTED[high & 0x7FF] >>> 4
                | S2_PERMUTED[(low >>> 24 | high << 8) & 0x7FF] >>> 3
                | S1_PERMUTED[low >>> 16 & 0x1FFF] >>> 2
                | S2_PERMUTED[low >>> 8 & 0x7FF] >>> 1
                | S1_PERMUTED[low & 0x1FFF];
        int key = (int) (b >>> 32);
        return (long) again((int) (p >>> 32), key >>> 16) << 32 | again((int) p, key) & 0xFFFFFFFFL;
    }

    /** The S-boxes again for one half: the upper bits of their inputs are bits of the key, 5, 5, 3 and 3 from the lowest. */
    private static int again(int half, int key) {
        return S1[half & 0xFF | key << 8 & 0x1F00] & 0xFF
                | (S1[half >>> 8 & 0xFF | key << 3 & 0x1F00] & 0xFF) << 8
                | (S2[half >>> 16 & 0xFF | key >>> 2 & 0x700] & 0xFF) << 16
                | S2[half >>> 24 | key >>> 5 & 0x700] << 24;
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        long left = pair(text, offset);
        long right = pair(text, offset + 8);
        for (int i = 0; i < subkeys.length; i += 3) {
            long sum = right + subkeys[i];
            long mixed = left ^ f(sum, subkeys[i + 1]);
            left = sum + subkeys[i + 2];
            right = mixed;
        }
        // The halves change places at the end; their first word begins with its lowest byte.
        return (int) (right >>> 32) & 0xFF;
    }

    private static long pair(byte[] bytes, int offset) {
        return (long) word(bytes, offset) << 32 | word(bytes, offset + 4) & 0xFFFFFFFFL;
    }

    private static int word(byte[] bytes, int offset) {
        return bytes[offset + 3] << 24
                | (bytes[offset + 2] & 0xFF) << 16
                | (bytes[offset + 1] & 0xFF) << 8
                | bytes[offset] & 0xFF;
    }
}
