/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Duration;
import java.time.Instant;

/**
 * A time during which a metric had one level without a break.
 *
 * @param level the level, never a good one
 * @param from time of the value with which it was reached
 * @param to time of the value that ended it, or of the last value that there is
 */
public record Episode(Level level, Instant from, Instant to) {

    /** Returns how long it lasted; zero if it began with the last value. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
