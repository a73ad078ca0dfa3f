/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A password or key. Its text never appears in {@link #toString()}, and so in no log line and no message. */
public final class Secret {

    /** No secret: nothing is stored, and an empty password is used where one is needed. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** Returns the secret itself, for the one place that puts it on the wire. */
    public String reveal() {
        return text;
    }

    /** Returns the secret's UTF-8 bytes. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "***";
    }
}
