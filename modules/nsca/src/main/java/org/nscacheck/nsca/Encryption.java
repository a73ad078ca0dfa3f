/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.nsca.cipher.Ciphers;
import org.nscacheck.nsca.cipher.PacketCipher;

/**
 * The encryption methods of NSCA by their numbers in {@code nsca.cfg} and {@code send_nsca.cfg} (nsca, {@code
 * include/common.h}). What each can do was found out with Debian's daemon, which is linked to libmcrypt 2.5.8.
 *
 * <p>None of them protects what is sent against changes by somebody on the way: there is a checksum, but no key in it.
 */
public enum Encryption {
    NONE(0, "none", "anybody can read and forge results", null),
    XOR(1, "XOR", "hides nothing: one captured packet gives the password away", null),
    DES(2, "DES", "broken: uses 8 bytes of the password", null),
    TRIPLE_DES(3, "3DES", "old, and the slowest", null),
    CAST_128(4, "CAST-128", "old: blocks of 64 bits", null),
    CAST_256(5, "CAST-256", "sound, rarely examined", null),
    XTEA(6, "xTEA", "old: blocks of 64 bits", null),
    THREE_WAY(7, "3-WAY", "cannot be used", Reason.CANNOT_OPEN),
    BLOWFISH(8, "Blowfish", "old: blocks of 64 bits", null),
    TWOFISH(9, "Twofish", "sound", null),
    LOKI97(10, "LOKI97", "weak: attacks are known", null),
    RC2(11, "RC2", "weak: attacks are known", null),
    ARCFOUR(12, "ARCFOUR", "cannot be used", Reason.STREAM),
    RC6(13, "RC6", "cannot be used", Reason.REFUSED),
    RIJNDAEL_128(14, "AES-256 (RIJNDAEL-128)", "recommended: sound, and the fastest here", null),
    RIJNDAEL_192(15, "RIJNDAEL-192", "sound, but not AES; choose 14", null),
    RIJNDAEL_256(16, "RIJNDAEL-256", "sound, but not AES; choose 14", null),
    MARS(17, "MARS", "cannot be used", Reason.REFUSED),
    PANAMA(18, "PANAMA", "cannot be used", Reason.REFUSED),
    WAKE(19, "WAKE", "cannot be used", Reason.STREAM),
    SERPENT(20, "SERPENT", "sound", null),
    IDEA(21, "IDEA", "cannot be used", Reason.REFUSED),
    ENIGMA(22, "ENIGMA (Unix crypt)", "cannot be used", Reason.STREAM),
    GOST(23, "GOST", "weak: libmcrypt has a typing error in its tables", null),
    SAFER_SK64(24, "SAFER-SK64", "cannot be used", Reason.CANNOT_OPEN),
    SAFER_SK128(25, "SAFER-SK128", "cannot be used", Reason.CANNOT_OPEN),
    SAFER_PLUS(26, "SAFER+", "sound, rarely examined", null);

    private final int number;
    private final String label;
    private final String advice;
    private final @Nullable Reason reason;

    Encryption(int number, String label, String advice, @Nullable Reason reason) {
        this.number = number;
        this.label = label;
        this.advice = advice;
        this.reason = reason;
    }

    /** Why the native client does not speak a method. */
    private enum Reason {
        CANNOT_OPEN("the daemon takes it in its configuration but its library does not have it, so that it closes every"
                + " connection before its greeting"),
        STREAM(
                "it is a stream cipher: the daemon takes it in its configuration but cannot use it in CFB mode, so that it"
                        + " closes every connection before its greeting"),
        REFUSED("the daemon refuses it in its configuration, and send_nsca does too");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /** Returns the number in configuration files. */
    public int number() {
        return number;
    }

    /** Returns a name for people. */
    public String label() {
        return label;
    }

    /** Returns a few words on whether to choose it. */
    public String advice() {
        return advice;
    }

    /** Returns why the native client does not speak this method, or empty if it does. */
    public Optional<String> whyNotNative() {
        return Optional.ofNullable(reason).map(why -> why.words);
    }

    /** Returns whether {@code send_nsca} takes this number in its configuration: all but 13, 17, 18 and 21. */
    public boolean isTakenByProgram() {
        return reason != Reason.REFUSED;
    }

    /**
     * Returns whether the daemon can detect a wrong password. With method 0 it cannot, so a wrong password is accepted and nobody
     * notices it.
     */
    public boolean showsWrongPassword() {
        return this != NONE;
    }

    /** Returns the method with this number. */
    public static Optional<Encryption> ofNumber(int number) {
        return Arrays.stream(values()).filter(method -> method.number == number).findFirst();
    }

    /**
     * Starts encrypting for one connection.
     *
     * @param password raw bytes of the password, may be empty
     * @param iv the 128 bytes of the daemon's greeting
     * @throws IllegalArgumentException if the native client does not speak this method
     */
    PacketCipher open(byte[] password, byte[] iv) {
        return Ciphers.open(number, password, iv);
    }
}
