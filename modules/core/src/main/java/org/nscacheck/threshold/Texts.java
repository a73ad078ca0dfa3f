/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/** The sentences of verdicts. */
final class Texts {

    /** What is worked out is shown with so many digits. */
    private static final MathContext SHOWN = new MathContext(6);

    private Texts() {}

    static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String percent(BigDecimal percent) {
        return number(percent.round(SHOWN)) + " %";
    }

    static String amount(BigDecimal value, Sample sample, boolean isRate) {
        return isRate
                ? number(value.round(SHOWN)) + " per second"
                : withUnit(value, sample.metric().uom());
    }

    static String withUnit(BigDecimal value, Uom unit) {
        return unit.symbol().isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /** Returns such as {@code 5 GB}; of limits that are a percentage {@code 5 %}. */
    static String bound(BigDecimal bound, CompiledRule rule) {
        if (rule.options().percentage() != Percentage.NONE) {
            return number(bound) + " %";
        }
        Uom unit = rule.limits().unit();
        return unit == null ? number(bound) : withUnit(bound, unit);
    }

    static String level(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** Returns where a bad value lies, such as {@code is below the failure threshold of 5 %}. */
    static String bad(CompiledRule rule, Level level, double value) {
        Limit limit =
                level == Level.FAILURE ? rule.limits().failure() : rule.limits().warning();
        Band band = level == Level.FAILURE ? rule.failure() : rule.warning();
        if (limit == null || band == null) {
            return "is a " + level(level);
        }
        if (!band.isBad(value)) {
            return "has not come back by the hysteresis of "
                    + bound(rule.options().hysteresis(), rule) + " from the " + level(level) + " threshold";
        }
        return band.inside() ? inside(rule, level, limit) : outside(rule, level, limit, value < band.min());
    }

    private static String outside(CompiledRule rule, Level level, Limit limit, boolean below) {
        BigDecimal bound = below ? limit.min() : limit.max();
        return "is " + (below ? "below" : "above") + " the " + level(level) + " threshold of " + optional(bound, rule);
    }

    private static String inside(CompiledRule rule, Level level, Limit limit) {
        if (limit.min() == null || limit.max() == null) {
            return "is not " + (limit.min() == null ? "above" : "below") + " the " + level(level) + " threshold of "
                    + optional(limit.min() == null ? limit.max() : limit.min(), rule);
        }
        return "is within the " + level(level) + " range from " + bound(limit.min(), rule) + " to "
                + bound(limit.max(), rule);
    }

    private static String optional(@Nullable BigDecimal bound, CompiledRule rule) {
        return bound == null ? "none" : bound(bound, rule);
    }
}
