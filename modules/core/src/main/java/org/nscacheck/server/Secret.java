/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A password or key. Its text never appears in {@link #toString()}, and so in no log line and no message. One from a store stays
 * sealed until it is revealed. Immutable.
 */
public final class Secret {

    /** An empty password, for a receiver that wants one where none is set. */
    public static final Secret NONE = of("");

    /** A secret that lies encrypted in a store. Equal to another one if the same lies there. Thread-safe. */
    public interface Sealed {

        /** @throws LockedSecretException if it cannot be decrypted */
        String open();

        /** Returns why it cannot be decrypted, in words for an administrator; empty if it can. Cheap to ask again. */
        Optional<String> problem();
    }

    private final Sealed content;

    private Secret(Sealed content) {
        this.content = content;
    }

    public static Secret of(String text) {
        return new Secret(new Clear(text));
    }

    /** Returns a secret that is decrypted each time it is revealed. */
    public static Secret sealed(Sealed content) {
        return new Secret(content);
    }

    /**
     * Returns the secret itself, for the one place that puts it on the wire.
     *
     * @throws LockedSecretException if it cannot be decrypted
     */
    public String reveal() {
        return content.open();
    }

    /**
     * Returns a text without this secret, for what somebody else wrote who may have quoted it.
     *
     * @throws LockedSecretException if it cannot be decrypted
     */
    public String hiddenIn(String text) {
        String clear = reveal();
        return clear.isEmpty() ? text : text.replace(clear, "***");
    }

    /**
     * Returns the secret's UTF-8 bytes.
     *
     * @throws LockedSecretException if it cannot be decrypted
     */
    public byte[] bytes() {
        return reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns why it cannot be revealed, in words for an administrator; empty if it can. */
    public Optional<String> problem() {
        return content.problem();
    }

    /** Compares texts only where nothing else tells; a secret that cannot be decrypted equals only itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && (content.equals(that.content)
                        || (problem().isEmpty() && that.problem().isEmpty() && reveal().equals(that.reveal())));
    }

    /** The same for all, as nothing else would be the same for equal ones without decrypting them. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }

    /** A text that was typed, or stands in a file. */
    private record Clear(String text) implements Sealed {

        @Override
        public String open() {
            return text;
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
