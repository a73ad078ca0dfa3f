/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import org.jspecify.annotations.Nullable;

/** What becomes of a server's stored secret when the server is saved: it stays, is set, or is removed. */
public sealed interface SecretChange {

    /** The stored secret stays; there is none if none is stored. */
    SecretChange KEEP = new Keep();

    /** No secret is stored from now on. */
    SecretChange REMOVE = new Remove();

    /** Returns the change to this secret. */
    static SecretChange set(Secret secret) {
        return new Set(secret);
    }

    /** Returns what code and properties mean by a secret: none keeps the stored one, an empty one removes it. */
    static SecretChange declaredBy(@Nullable Secret secret) {
        if (secret == null) {
            return KEEP;
        }
        return secret.equals(Secret.NONE) ? REMOVE : set(secret);
    }

    /** Returns the secret after this change. */
    @Nullable
    Secret applyTo(@Nullable Secret stored);

    /** Returns whether this changes what is stored. */
    default boolean changes(@Nullable Secret stored) {
        Secret after = applyTo(stored);
        return after == null ? stored != null : !after.equals(stored);
    }

    /** See {@link #KEEP}. */
    record Keep() implements SecretChange {

        @Override
        public @Nullable Secret applyTo(@Nullable Secret stored) {
            return stored;
        }
    }

    /**
     * See {@link #set}.
     *
     * @param secret what is stored from now on
     */
    record Set(Secret secret) implements SecretChange {

        @Override
        public Secret applyTo(@Nullable Secret stored) {
            return secret;
        }
    }

    /** See {@link #REMOVE}. */
    record Remove() implements SecretChange {

        @Override
        public @Nullable Secret applyTo(@Nullable Secret stored) {
            return null;
        }
    }
}
