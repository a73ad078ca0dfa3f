/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to "what is due?".
 *
 * @param claims what this node may run now
 * @param now the database's clock
 * @param nextDueAt when something becomes due that was not claimed now: a due time or the end of a lease, whichever is
 *     first; what is due but not among the claims does not count; null if nothing is planned
 */
public record Claims(
        List<Claim> claims, Instant now, @Nullable Instant nextDueAt) {

    public Claims {
        claims = List.copyOf(claims);
    }
}
