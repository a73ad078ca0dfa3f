/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.nscacheck.server.Secret;

/**
 * Protects packets of one user. Thread-safe.
 *
 * <pre>
 * signed     0200 length(2) hmac(32) user; then the parts. The HMAC-SHA-256 by the password covers the user and the parts.
 * encrypted  0210 length(2) userLength(2) user iv(16) AES-256-OFB( sha1(20) parts ). The key is the password's SHA-256.
 * </pre>
 */
public final class PacketSecurity {

    /** Most bytes of a user's name, as collectd's sender has room for. */
    public static final int MAX_USER_BYTES = 64;

    static final int SIGNATURE_HEAD = 36;
    /** With checksum and without user. */
    static final int ENCRYPTION_HEAD = 42;

    static final int IV_BYTES = 16;
    static final int SHA1_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecurityLevel level;
    private final byte[] user;
    private final Secret password;

    private PacketSecurity(SecurityLevel level, byte[] user, Secret password) {
        this.level = level;
        this.user = user;
        this.password = password;
    }

    /** Returns what leaves packets as they are. */
    public static PacketSecurity none() {
        return new PacketSecurity(SecurityLevel.NONE, new byte[0], Secret.NONE);
    }

    /**
     * Returns the protection of that level.
     *
     * @param user 1 to {@value #MAX_USER_BYTES} bytes, unless the level is {@link SecurityLevel#NONE}
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public static PacketSecurity of(SecurityLevel level, String user, Secret password) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        if (level != SecurityLevel.NONE && (name.length == 0 || name.length > MAX_USER_BYTES)) {
            throw new IllegalArgumentException(
                    "the user '" + user + "' has " + name.length + " bytes, outside 1 to " + MAX_USER_BYTES);
        }
        return new PacketSecurity(level, name, password);
    }

    /** Returns by how many bytes a packet grows. */
    int overheadBytes() {
        return switch (level) {
            case NONE -> 0;
            case SIGN -> SIGNATURE_HEAD + user.length;
            case ENCRYPT -> ENCRYPTION_HEAD + user.length;
        };
    }

    /** Returns the packet that carries these parts. */
    byte[] protect(byte[] parts) {
        return switch (level) {
            case NONE -> parts;
            case SIGN -> sign(parts);
            case ENCRYPT -> encrypt(parts, iv());
        };
    }

    private static byte[] iv() {
        byte[] iv = new byte[IV_BYTES];
        RANDOM.nextBytes(iv);
        return iv;
    }

    private byte[] sign(byte[] parts) {
        byte[] covered = ByteBuffer.allocate(user.length + parts.length)
                .put(user)
                .put(parts)
                .array();
        return ByteBuffer.allocate(SIGNATURE_HEAD + covered.length)
                .putShort((short) PartType.SIGNED)
                .putShort((short) (SIGNATURE_HEAD + user.length))
                .put(Crypto.hmac(password.bytes(), covered))
                .put(covered)
                .array();
    }

    byte[] encrypt(byte[] parts, byte[] iv) {
        byte[] clear = ByteBuffer.allocate(SHA1_BYTES + parts.length)
                .put(Crypto.sha1(parts))
                .put(parts)
                .array();
        int length = overheadBytes() + parts.length;
        return ByteBuffer.allocate(length)
                .putShort((short) PartType.ENCRYPTED)
                .putShort((short) length)
                .putShort((short) user.length)
                .put(user)
                .put(iv)
                .put(Crypto.encrypt(password.bytes(), iv, clear))
                .array();
    }
}
