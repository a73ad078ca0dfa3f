/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The earliest time at which something changes by itself. Not thread-safe. */
final class LookAgain {

    private final Instant now;
    private @Nullable Instant at;

    LookAgain(Instant now) {
        this.now = now;
    }

    /** @param time null and what has passed are ignored */
    void at(@Nullable Instant time) {
        if (time != null && time.isAfter(now)) {
            at = earlier(at, time);
        }
    }

    @Nullable
    Instant first() {
        return at;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.isBefore(one) ? other : one;
    }
}
