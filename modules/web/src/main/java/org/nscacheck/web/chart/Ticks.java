/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step distance of two of them
 * @param first the lowest in steps; the axis begins there
 * @param last the highest in steps; the axis ends there
 */
record Ticks(BigDecimal step, long first, long last) {

    private static final int[] NICE = {1, 2, 5, 10};

    /**
     * Returns round numbers around a range.
     *
     * @param most how many steps there may be, 2 or more
     */
    static Ticks around(double low, double high, int most) {
        double span = high > low ? high - low : Math.max(Math.abs(high), 1);
        double top = high > low ? high : low + span;
        double raw = span / most;
        int power = (int) Math.floor(Math.log10(raw));
        for (int nice : NICE) {
            BigDecimal step = BigDecimal.valueOf(nice).scaleByPowerOfTen(power);
            long first = (long) Math.floor(low / step.doubleValue());
            long last = (long) Math.ceil(top / step.doubleValue());
            if (last - first <= most || nice == 10) {
                return new Ticks(step, first, Math.max(last, first + 1));
            }
        }
        throw new AssertionError("unreachable");
    }

    List<BigDecimal> all() {
        List<BigDecimal> all = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            all.add(step.multiply(BigDecimal.valueOf(i), MathContext.DECIMAL64));
        }
        return all;
    }

    double low() {
        return step.doubleValue() * first;
    }

    double high() {
        return step.doubleValue() * last;
    }
}
