/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Times that commands write as decimal seconds. */
final class Seconds {

    /** The end of what collectd's time holds, in the year 2514. */
    private static final double MAX = 0x1p34 - 1;

    private static final int NANO_DIGITS = 9;

    private Seconds() {}

    /**
     * Returns the number of seconds in a text, or empty if it is none, has something behind it, or is outside of what collectd's time
     * holds. Collectd itself takes a negative or an infinite one for some other time.
     */
    static Optional<Instant> instant(String text) {
        return CNumbers.real(text)
                .filter(number -> number.complete() && number.inRange())
                .map(CNumbers.Real::value)
                .filter(value -> value >= 0 && value <= MAX)
                .map(value -> Instant.EPOCH.plus(duration(value)));
    }

    /** Returns the duration, at most what collectd's time holds. */
    static Duration duration(double seconds) {
        BigDecimal exact = BigDecimal.valueOf(Math.min(seconds, MAX)).setScale(NANO_DIGITS, RoundingMode.HALF_EVEN);
        return Duration.ofSeconds(
                exact.longValue(),
                exact.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
    }
}
