/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a server is left alone after it failed: the first pause, doubled with each failure in a row up to the longest,
 * with a random part so that many applications do not return in the same moment.
 *
 * @param first pause after the first failure
 * @param longest the longest pause
 * @param refused pause before a report is tried again that the receiver would not take
 */
public record RetryPolicy(Duration first, Duration longest, Duration refused) {

    /** One second, doubled up to 30; a refused report after 15 minutes, because somebody may add the service meanwhile. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(15));

    /** @throws IllegalArgumentException if the pauses are not positive or the first is longer than the longest */
    public RetryPolicy {
        if (first.toMillis() < 1 || first.compareTo(longest) > 0 || refused.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "retry pauses must be positive and first " + first + " at most longest " + longest);
        }
    }

    /** Returns the pause after this many failures in a row, 1 or more: between half of the full pause and all of it. */
    public Duration pause(int failures, RandomGenerator random) {
        long full = first.toMillis();
        for (int i = 1; i < failures && full < longest.toMillis(); i++) {
            full *= 2;
        }
        full = Math.min(full, longest.toMillis());
        return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
    }
}
