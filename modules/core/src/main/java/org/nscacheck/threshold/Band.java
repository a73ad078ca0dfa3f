/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/**
 * The bounds of one level, ready to be compared: in the base of their unit, NaN for none. They are added up exactly and compared as
 * doubles, so two numbers that differ behind their 15th digit only are equal.
 *
 * @param min lower bound
 * @param max upper bound
 * @param heldMin lower bound while the level holds: moved by the hysteresis, so that a value has to come further back
 * @param heldMax upper bound while the level holds
 * @param inside whether values within the bounds are bad
 */
record Band(double min, double max, double heldMin, double heldMax, boolean inside) {

    /** Returns null for a level without bounds, which is no rule. */
    static @Nullable Band of(@Nullable Limit limit, @Nullable Uom unit, Options options) {
        if (limit == null || limit.isUnbounded()) {
            return null;
        }
        boolean inside = limit.inside() || options.invert();
        BigDecimal tighter = inside ? options.hysteresis().negate() : options.hysteresis();
        return new Band(
                base(limit.min(), BigDecimal.ZERO, unit),
                base(limit.max(), BigDecimal.ZERO, unit),
                base(limit.min(), tighter, unit),
                base(limit.max(), tighter.negate(), unit),
                inside);
    }

    private static double base(@Nullable BigDecimal bound, BigDecimal moved, @Nullable Uom unit) {
        if (bound == null) {
            return Double.NaN;
        }
        BigDecimal sum = bound.add(moved);
        return (unit == null ? sum : unit.toBase(sum)).doubleValue();
    }

    /** Returns whether a value is bad; one that equals a bound is good, and inverted bad. */
    boolean isBad(double value) {
        boolean below = value < min;
        boolean above = value > max;
        return inside == !(below || above);
    }

    /** Returns whether a value is still bad; one that came back by exactly the hysteresis is good. */
    boolean isStillBad(double value) {
        if (!inside) {
            return value < heldMin || value > heldMax;
        }
        // Without hysteresis both are the same, so that the ends stay bad.
        return isBad(value) || !(value <= heldMin || value >= heldMax);
    }

    /** Returns the bound of a limit that a bad value is beyond, or closest to if bad values are inside. */
    @Nullable
    BigDecimal beyond(Limit limit, double value) {
        if (limit.min() == null || limit.max() == null) {
            return limit.min() == null ? limit.max() : limit.min();
        }
        return value - min < max - value ? limit.min() : limit.max();
    }
}
