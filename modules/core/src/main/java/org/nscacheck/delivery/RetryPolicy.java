/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The back-off of a server after a failure: the first pause, doubled with each failure in a row up to the longest, with a random
 * part so that many applications do not retry at the same moment.
 *
 * @param first pause after the first failure
 * @param longest the longest pause
 * @param probe the longest pause before a server that cannot be reached is asked again, with one report
 * @param refused pause before a report is tried again that the receiver would not take
 */
public record RetryPolicy(Duration first, Duration longest, Duration probe, Duration refused) {

    /**
     * One second, doubled up to 30, but an unreachable server is retried at least every 5 seconds, so that delivery resumes soon
     * after its return; a refused report after 15 minutes, because somebody may add the service meanwhile.
     */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMinutes(15));

    /** @throws IllegalArgumentException if the pauses are not positive or the first is longer than the longest */
    public RetryPolicy {
        if (first.toMillis() < 1 || first.compareTo(longest) > 0 || probe.toMillis() < 1 || refused.toMillis() < 1) {
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
        return random(Math.min(full, longest.toMillis()), random);
    }

    /** Returns the same for an unreachable server: a retry costs it nothing. */
    public Duration probe(int failures, RandomGenerator random) {
        Duration pause = pause(failures, random);
        return pause.compareTo(probe) < 0 ? pause : random(probe.toMillis(), random);
    }

    private static Duration random(long full, RandomGenerator random) {
        return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
    }
}
