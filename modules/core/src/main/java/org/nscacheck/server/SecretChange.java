/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a server's stored secret when the server is saved.
 *
 * @param kind whether it stays, is set or is removed
 * @param secret what is stored from now on, null unless it is set
 */
public record SecretChange(Kind kind, @Nullable Secret secret) {

    /** The stored secret stays; there is none if none is stored. */
    public static final SecretChange KEEP = new SecretChange(Kind.KEEP, null);

    /** No secret is stored from now on. */
    public static final SecretChange REMOVE = new SecretChange(Kind.REMOVE, null);

    /** What can become of it. */
    public enum Kind {
        KEEP,
        SET,
        REMOVE
    }

    /** @throws IllegalArgumentException if a secret is given that is not set, or none to be set */
    public SecretChange {
        if ((kind == Kind.SET) == (secret == null)) {
            throw new IllegalArgumentException("a secret is given exactly if it is set");
        }
    }

    /** Returns the change to this secret. */
    public static SecretChange set(Secret secret) {
        return new SecretChange(Kind.SET, secret);
    }

    /** Returns what code and properties mean by a secret: none keeps the stored one, an empty one removes it. */
    public static SecretChange declaredBy(@Nullable Secret secret) {
        if (secret == null) {
            return KEEP;
        }
        return secret.equals(Secret.NONE) ? REMOVE : set(secret);
    }

    /** Returns the secret after this change. */
    public @Nullable Secret applyTo(@Nullable Secret stored) {
        return kind == Kind.KEEP ? stored : secret;
    }

    /** Returns whether this changes what is stored. */
    public boolean changes(@Nullable Secret stored) {
        Secret after = applyTo(stored);
        return after == null ? stored != null : !after.equals(stored);
    }
}
