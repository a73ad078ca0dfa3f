/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The encryption methods of NSCA by their numbers in {@code nsca.cfg} and {@code send_nsca.cfg} (nsca, {@code
 * include/common.h}). What each can do was found out with Debian's daemon, which is linked to libmcrypt 2.5.8.
 */
public enum Encryption {
    NONE(0, "None (not secure)", null),
    XOR(1, "Simple XOR (no security, just obfuscation)", null),
    DES(2, "DES", Reason.LATER),
    TRIPLE_DES(3, "3DES or Triple DES", Reason.LATER),
    CAST_128(4, "CAST-128", Reason.LATER),
    CAST_256(5, "CAST-256", Reason.LATER),
    XTEA(6, "xTEA", Reason.LATER),
    THREE_WAY(7, "3-WAY", Reason.CANNOT_OPEN),
    BLOWFISH(8, "Blowfish", Reason.LATER),
    TWOFISH(9, "Twofish", Reason.LATER),
    LOKI97(10, "LOKI97", Reason.LATER),
    RC2(11, "RC2", Reason.LATER),
    ARCFOUR(12, "ARCFOUR", Reason.CANNOT_OPEN),
    RC6(13, "RC6", Reason.REFUSED),
    RIJNDAEL_128(14, "AES-256 (Rijndael-128)", null),
    RIJNDAEL_192(15, "Rijndael-192", Reason.LATER),
    RIJNDAEL_256(16, "Rijndael-256", Reason.LATER),
    MARS(17, "MARS", Reason.REFUSED),
    PANAMA(18, "PANAMA", Reason.REFUSED),
    WAKE(19, "WAKE", Reason.CANNOT_OPEN),
    SERPENT(20, "SERPENT", Reason.LATER),
    IDEA(21, "IDEA", Reason.REFUSED),
    ENIGMA(22, "ENIGMA (Unix crypt)", Reason.CANNOT_OPEN),
    GOST(23, "GOST", Reason.LATER),
    SAFER_SK64(24, "SAFER-sk64", Reason.CANNOT_OPEN),
    SAFER_SK128(25, "SAFER-sk128", Reason.CANNOT_OPEN),
    SAFER_PLUS(26, "SAFER+", Reason.LATER);

    private final int number;
    private final String label;
    private final @Nullable Reason reason;

    Encryption(int number, String label, @Nullable Reason reason) {
        this.number = number;
        this.label = label;
        this.reason = reason;
    }

    /** Why the native client does not speak a method. */
    private enum Reason {
        LATER("the native client does not speak it yet, the send_nsca program does"),
        CANNOT_OPEN("the daemon accepts it in its configuration but cannot open the cipher"),
        REFUSED("the daemon refuses it in its configuration");

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

    /** Returns why the native client does not speak this method, or empty if it does. */
    public Optional<String> whyNotNative() {
        return Optional.ofNullable(reason).map(why -> why.words);
    }

    /** Returns whether {@code send_nsca} takes this number in its configuration: all but 13, 17, 18 and 21. */
    public boolean isTakenByProgram() {
        return reason != Reason.REFUSED;
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
     * @throws IllegalStateException if the native client does not speak this method
     */
    PacketCipher open(byte[] password, byte[] iv) {
        return switch (this) {
            case NONE -> (packet, length) -> {};
            case XOR -> new XorCipher(password, iv);
            case RIJNDAEL_128 -> JdkCipher.aes(password, iv);
            default -> throw new IllegalStateException("encryption " + number + " (" + label + "): " + whyNotNative());
        };
    }
}
