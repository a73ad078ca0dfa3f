/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.token;

import java.util.UUID;

/** Identity of a token; it is no secret, and part of the token's text. */
public record TokenId(UUID value) {

    /** Returns a new identity. */
    public static TokenId random() {
        return new TokenId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
