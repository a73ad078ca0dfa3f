/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Range;

/**
 * The bounds of one level. A value that equals a bound lies within them. At least one bound is wanted, or the limit says nothing;
 * {@link RuleText} refuses such a one.
 *
 * @param min lowest value within the bounds, or null for none
 * @param max highest value within the bounds, or null for none
 * @param inside whether values within the bounds are bad, not those outside: the {@code @} of a Nagios range
 */
public record Limit(@Nullable BigDecimal min, @Nullable BigDecimal max, boolean inside) {

    /** Drops zeros at the end of the numbers, so that equal limits are equal. */
    public Limit {
        min = min == null ? null : min.stripTrailingZeros();
        max = max == null ? null : max.stripTrailingZeros();
    }

    /** Returns the limit that this range means; {@code 10} is 0 to 10. Loses nothing. */
    public static Limit of(Range range) {
        return new Limit(range.start(), range.end(), range.inside());
    }

    /** Returns the same in Nagios notation; empty where that has none, which is only when the lower bound is above the upper. */
    public Optional<Range> toRange() {
        return isEmptyRange() ? Optional.empty() : Optional.of(new Range(inside, min, max));
    }

    /** Returns whether it lacks both bounds. */
    boolean isUnbounded() {
        return min == null && max == null;
    }

    /** Returns whether no value can lie within it. */
    boolean isEmptyRange() {
        return min != null && max != null && min.compareTo(max) > 0;
    }
}
