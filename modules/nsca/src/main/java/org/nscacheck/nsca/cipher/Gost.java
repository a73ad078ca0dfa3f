/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * GOST 28147-89 as libmcrypt has it. The standard leaves the S-boxes open; libmcrypt took those of the Central Bank of
 * Russia from B. Schneier, "Applied Cryptography", section 14.1, with a typing error: the last entry of the eighth is 2
 * instead of 12. It also reads the words of a block with their bytes reversed, but not those of the key.
 */
@SuppressWarnings("OperatorPrecedence") // shift, then mask, then combine, throughout
final class Gost implements BlockEngine {

    private static final int BLOCK_BYTES = 8;

    /** For the nibbles of a word, from the least significant on. */
    private static final String[] SBOXES = {
        "1FD057A4923E6B82",
        "DB413F590AE7682C",
        "4BA0721D36859CFE",
        "6C715FD84A9E03B2",
        "7DA1089FE46CB253",
        "581DA342EFC7609B",
        "EB4C6DFA23810759",
        "4A92D80E6B1C7F53"
    };

    /** Two S-boxes and the rotation by 11 bits together, for each byte of a word. */
    private static final int[] T0 = table(0);

    private static final int[] T1 = table(1);
    private static final int[] T2 = table(2);
    private static final int[] T3 = table(3);

    /** The key's words in the order of the rounds: three times forwards, once backwards. */
    private final int[] roundKeys = new int[32];

    /** @param key 32 bytes */
    Gost(byte[] key) {
        for (int round = 0; round < roundKeys.length; round++) {
            int word = round < 24 ? round % 8 : 7 - round % 8;
            roundKeys[round] = Integer.reverseBytes(word(key, 4 * word));
        }
    }

    private static int[] table(int position) {
        int[] table = new int[256];
        for (int i = 0; i < 256; i++) {
            int low = Character.digit(SBOXES[2 * position].charAt(i & 0xF), 16);
            int high = Character.digit(SBOXES[2 * position + 1].charAt(i >>> 4), 16);
            table[i] = Integer.rotateLeft((high << 4 | low) << 8 * position, 11);
        }
        return table;
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        int a = word(text, offset);
        int b = word(text, offset + 4);
        int[] key = roundKeys;
        // The last round changes the other half only, and the halves do not change places in it.
        for (int round = 0; round < 30; round += 2) {
            b ^= step(a + key[round]);
            a ^= step(b + key[round + 1]);
        }
        b ^= step(a + key[30]);
        return b >>> 24;
    }

    private static int step(int sum) {
        return T0[sum & 0xFF] ^ T1[sum >>> 8 & 0xFF] ^ T2[sum >>> 16 & 0xFF] ^ T3[sum >>> 24];
    }

    private static int word(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xFF) << 16
                | (bytes[offset + 2] & 0xFF) << 8
                | bytes[offset + 3] & 0xFF;
    }
}
