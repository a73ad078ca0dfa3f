/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The increase of a counter per second. A counter that went down has wrapped at 32 or 64 bits, or began anew. collectd believes in the
 * wrap always, and finds a huge rate after each restart of what it watches.
 */
final class Rates {

    private static final BigDecimal BITS_32 = BigDecimal.valueOf(1L << 32);
    private static final BigDecimal BITS_64 = BigDecimal.valueOf(2).pow(64);
    private static final BigDecimal FOUR = BigDecimal.valueOf(4);

    private Rates() {}

    /** Returns the rate, or null if it cannot be told yet: there is no value before, no time went by, or the counter began anew. */
    static @Nullable BigDecimal sane(Sample sample, BigDecimal value) {
        Remembered.Raw last = sample.last();
        double elapsed = sample.elapsed();
        if (last == null || elapsed <= 0) {
            return null;
        }
        BigDecimal increase = value.subtract(last.value());
        if (increase.signum() < 0) {
            BigDecimal wrap = last.value().compareTo(BITS_32) < 0 ? BITS_32 : BITS_64;
            if (!isWrap(last.value(), value, wrap)) {
                return null;
            }
            increase = increase.add(wrap);
        }
        return increase.divide(BigDecimal.valueOf(elapsed), MathContext.DECIMAL64);
    }

    /** A wrap leads from the last quarter of the numbers to the first; anything else is a new beginning. */
    private static boolean isWrap(BigDecimal last, BigDecimal value, BigDecimal wrap) {
        BigDecimal quarter = wrap.divide(FOUR, MathContext.UNLIMITED);
        return last.compareTo(wrap) < 0
                && last.compareTo(wrap.subtract(quarter)) >= 0
                && value.signum() >= 0
                && value.compareTo(quarter) < 0;
    }

    /** As {@code counter_diff} and {@code uc_update} of collectd do. Returns NaN for the first value. */
    static double collectd(Sample sample, BigDecimal value) {
        Remembered.Raw last = sample.last();
        if (last == null || sample.elapsed() <= 0) {
            return Double.NaN;
        }
        BigDecimal increase = value.subtract(last.value());
        if (increase.signum() < 0) {
            increase = increase.add(last.value().compareTo(BITS_32) < 0 ? BITS_32 : BITS_64);
        }
        return increase.doubleValue() / sample.elapsed();
    }
}
