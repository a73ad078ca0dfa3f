/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nscacheck.token.ApiToken;

/**
 * A token in the list, without its secret.
 *
 * @param scope what it permits, in words
 * @param ended whether it opens nothing any more
 * @param ends when it ends or ended
 * @param lastUsed when it was used last, exact to a minute; null if it never was
 */
record TokenRow(
        String id, String name, String scope, boolean ended, Words.Moment ends, Words.@Nullable Moment lastUsed) {

    static TokenRow of(ApiToken token, Words words, Instant now) {
        return new TokenRow(
                token.id().toString(),
                token.name(),
                token.scope().name().toLowerCase(Locale.ROOT),
                !token.life().expiresAt().isAfter(now),
                words.of(token.life().expiresAt(), now),
                words.moment(token.life().lastUsedAt(), now));
    }
}
