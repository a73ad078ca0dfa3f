/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;

/** Checks and opens protected parts, see {@link PacketSecurity} for how they look. Thread-safe. */
final class PacketOpener {

    private static final int HMAC_BYTES = 32;

    private final Users users;

    PacketOpener(Users users) {
        this.users = users;
    }

    /**
     * What was inside. The buffers are not to be changed.
     *
     * @param user whose password it was
     * @param seal what no two packets of a user have in common: the HMAC, or the initialization vector
     * @param parts the parts, decrypted
     */
    record Opened(String user, ByteBuffer seal, ByteBuffer parts) {

        static Opened of(String user, byte[] seal, byte[] parts) {
            return new Opened(user, ByteBuffer.wrap(seal), ByteBuffer.wrap(parts));
        }
    }

    /**
     * Verifies a signature.
     *
     * @param head the part without code and length
     * @param rest what comes after it, all of which is signed
     */
    Opened signed(ByteBuffer head, ByteBuffer rest) throws PacketFaultException {
        if (head.remaining() <= HMAC_BYTES) {
            throw new PacketFaultException("a signature names no user");
        }
        byte[] hmac = bytes(head, HMAC_BYTES);
        byte[] name = bytes(head, head.remaining());
        String user = new String(name, StandardCharsets.UTF_8);
        byte[] parts = bytes(rest, rest.remaining());
        byte[] covered = ByteBuffer.allocate(name.length + parts.length)
                .put(name)
                .put(parts)
                .array();
        if (!MessageDigest.isEqual(hmac, Crypto.hmac(password(user), covered))) {
            throw new PacketFaultException("the signature of user '" + Names.shortened(user)
                    + "' is wrong: the passwords differ, or somebody changed the packet");
        }
        return Opened.of(user, hmac, parts);
    }

    /**
     * Decrypts a part.
     *
     * @param body the part without code and length
     */
    Opened encrypted(ByteBuffer body) throws PacketFaultException {
        int length = body.remaining() < Short.BYTES ? 0 : Short.toUnsignedInt(body.getShort());
        if (length == 0 || body.remaining() <= length + PacketSecurity.IV_BYTES + PacketSecurity.SHA1_BYTES) {
            throw new PacketFaultException("an encrypted part has no room for user and content");
        }
        String user = new String(bytes(body, length), StandardCharsets.UTF_8);
        byte[] iv = bytes(body, PacketSecurity.IV_BYTES);
        byte[] clear = Crypto.decrypt(password(user), iv, bytes(body, body.remaining()));
        byte[] parts = Arrays.copyOfRange(clear, PacketSecurity.SHA1_BYTES, clear.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(clear, PacketSecurity.SHA1_BYTES), Crypto.sha1(parts))) {
            throw new PacketFaultException("what user '" + Names.shortened(user)
                    + "' encrypted cannot be read: the passwords differ, or somebody changed the packet");
        }
        return Opened.of(user, iv, parts);
    }

    private byte[] password(String user) throws PacketFaultException {
        return users.password(user)
                .map(Secret::bytes)
                .orElseThrow(() -> new PacketFaultException("there is no user '" + Names.shortened(user) + "'"));
    }

    private static byte[] bytes(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }
}
