/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca.cipher;

/**
 * SAFER+ with a key of 256 bits. From J. Massey, G. Khachatrian, M. Kuregian: "Nomination of SAFER+ as Candidate Algorithm
 * for the Advanced Encryption Standard", 1998. libmcrypt takes the four 32-bit words of key and text from the last to the
 * first, with the bytes inside of each in their order.
 */
@SuppressWarnings("OperatorPrecedence") // shift, then mask, then combine, throughout
final class SaferPlus implements BlockEngine {

    private static final int BLOCK_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int ROUNDS = 16;

    /** Powers of 45 modulo 257, of which 256 counts as 0. */
    private static final byte[] EXP = new byte[256];
    /** The inverse of {@link #EXP}. */
    private static final byte[] LOG = new byte[256];

    static {
        int power = 1;
        for (int i = 0; i < 256; i++) {
            EXP[i] = (byte) power;
            LOG[EXP[i] & 0xFF] = (byte) i;
            power = power * 45 % 257;
        }
    }

    /** 33 subkeys of 16 bytes. */
    private final int[] subkeys = new int[(2 * ROUNDS + 1) * BLOCK_BYTES];

    /** @param key 32 bytes */
    SaferPlus(byte[] key) {
        int[] register = new int[KEY_BYTES + 1];
        for (int i = 0; i < KEY_BYTES; i++) {
            register[i] = key[(KEY_BYTES / 4 - 1 - i / 4) * 4 + i % 4] & 0xFF;
            register[KEY_BYTES] ^= register[i];
        }
        System.arraycopy(register, 0, subkeys, 0, BLOCK_BYTES);
        for (int i = 1; i <= 2 * ROUNDS; i++) {
            for (int j = 0; j < register.length; j++) {
                register[j] = (register[j] << 3 | register[j] >>> 5) & 0xFF;
            }
            for (int j = 0; j < BLOCK_BYTES; j++) {
                int bias = EXP[17 * (i + 1) + j + 1 & 0xFF] & 0xFF;
                if (i <= BLOCK_BYTES) {
                    bias = EXP[bias] & 0xFF;
                }
                subkeys[i * BLOCK_BYTES + j] = register[(i + j) % register.length] + bias & 0xFF;
            }
        }
    }

    @Override
    public int blockBytes() {
        return BLOCK_BYTES;
    }

    @Override
    public int firstByte(byte[] text, int offset) {
        int a = text[offset + 12];
        int b = text[offset + 13];
        int c = text[offset + 14];
        int d = text[offset + 15];
        int e = text[offset + 8];
        int f = text[offset + 9];
        int g = text[offset + 10];
        int h = text[offset + 11];
        int i = text[offset + 4];
        int j = text[offset + 5];
        int k = text[offset + 6];
        int l = text[offset + 7];
        int m = text[offset];
        int n = text[offset + 1];
        int o = text[offset + 2];
        int p = text[offset + 3];
        int[] key = subkeys;
        for (int at = 0; at < 2 * ROUNDS * BLOCK_BYTES; at += 2 * BLOCK_BYTES) {
            a = exp(a ^ key[at]) + key[at + 16];
            b = log(b + key[at + 1]) ^ key[at + 17];
            c = log(c + key[at + 2]) ^ key[at + 18];
            d = exp(d ^ key[at + 3]) + key[at + 19];
            e = exp(e ^ key[at + 4]) + key[at + 20];
            f = log(f + key[at + 5]) ^ key[at + 21];
            g = log(g + key[at + 6]) ^ key[at + 22];
            h = exp(h ^ key[at + 7]) + key[at + 23];
            i = exp(i ^ key[at + 8]) + key[at + 24];
            j = log(j + key[at + 9]) ^ key[at + 25];
            k = log(k + key[at + 10]) ^ key[at + 26];
            l = exp(l ^ key[at + 11]) + key[at + 27];
            m = exp(m ^ key[at + 12]) + key[at + 28];
            n = log(n + key[at + 13]) ^ key[at + 29];
            o = log(o + key[at + 14]) ^ key[at + 30];
            p = exp(p ^ key[at + 15]) + key[at + 31];

            // Four layers of 2-point pseudo-Hadamard transforms (2a+b, a+b), with the "Armenian shuffle" between them.
            b += a;
            a += b;
            d += c;
            c += d;
            f += e;
            e += f;
            h += g;
            g += h;
            j += i;
            i += j;
            l += k;
            k += l;
            n += m;
            m += n;
            p += o;
            o += p;

            l += i;
            i += l;
            p += m;
            m += p;
            b += c;
            c += b;
            f += g;
            g += f;
            j += k;
            k += j;
            n += o;
            o += n;
            h += a;
            a += h;
            d += e;
            e += d;

            n += k;
            k += n;
            d += a;
            a += d;
            l += m;
            m += l;
            b += g;
            g += b;
            j += o;
            o += j;
            h += e;
            e += h;
            f += i;
            i += f;
            p += c;
            c += p;

            h += o;
            o += h;
            p += i;
            i += p;
            n += a;
            a += n;
            l += g;
            g += l;
            j += e;
            e += j;
            f += c;
            c += f;
            b += k;
            k += b;
            d += m;
            m += d;

            // Where the shuffles have moved the bytes to.
            int first = a;
            a = o;
            o = m;
            m = k;
            k = c;
            c = i;
            i = e;
            e = first;
            first = b;
            b = h;
            h = l;
            l = f;
            f = n;
            n = first;
            first = d;
            d = p;
            p = first;
        }
        // The first byte of the last word, see above.
        return (m ^ key[2 * ROUNDS * BLOCK_BYTES + 12]) & 0xFF;
    }

    private static int exp(int value) {
        return EXP[value & 0xFF];
    }

    private static int log(int value) {
        return LOG[value & 0xFF];
    }
}
