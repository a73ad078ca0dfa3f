/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Permission;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;

/**
 * A token without its secret.
 *
 * @param id identity
 * @param name what people call it, such as the program that uses it; unique, 1 to {@value #MAX_NAME} characters
 * @param scope the most that it permits
 * @param createdBy who made it
 * @param life when it was made, ends and was used, on the store's clock
 */
public record ApiToken(TokenId id, String name, Permission scope, String createdBy, Life life) {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 100;

    /**
     * When a token was made, ends and was used.
     *
     * @param createdAt when it was made
     * @param expiresAt from when on it opens nothing
     * @param lastUsedAt when it was used last, exact to a minute; null if it never was
     */
    public record Life(
            Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt) {}

    public ApiToken {
        name = requireName(name);
    }

    /**
     * Returns a name without blanks around it.
     *
     * @throws InvalidFieldException if it is empty, too long, or has control characters
     */
    static String requireName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > MAX_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidFieldException(
                    "name",
                    "the name of a token must have 1 to " + MAX_NAME + " characters and no control characters, not '"
                            + Names.shortened(name) + "'");
        }
        return stripped;
    }
}
