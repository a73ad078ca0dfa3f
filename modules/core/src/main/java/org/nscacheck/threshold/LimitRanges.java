/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.Range;
import org.nscacheck.Thresholds;
import org.nscacheck.Uom;

/** The limits of rules in the unit of a metric, so that a graph can show them. */
final class LimitRanges {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private LimitRanges() {}

    /** Returns the ranges that a metric lacks and a rule has; null if there are none. */
    static @Nullable Thresholds of(Sample sample) {
        Metric metric = sample.metric();
        Range warn = metric.warn() == null ? first(sample, Limits::warning, false) : null;
        Range crit = metric.crit() == null ? first(sample, Limits::failure, false) : null;
        return warn == null && crit == null ? null : new Thresholds(warn, crit);
    }

    /** Returns the ranges of the rules; those of a counter are of the kind that the rules judge, which is the rate if one does. */
    static Thresholds shown(Sample sample) {
        return new Thresholds(first(sample, Limits::warning, true), first(sample, Limits::failure, true));
    }

    private static @Nullable Range first(Sample sample, Function<Limits, @Nullable Limit> level, boolean rates) {
        for (CompiledRule rule : sample.rules()) {
            Limit limit = level.apply(rule.limits());
            Range range = limit == null || limit.isUnbounded() ? null : range(rule, limit, sample, rates);
            if (range != null) {
                return range;
            }
        }
        return null;
    }

    /** A rate and a share of a sum have a scale of their own, in which the metric is not shown. */
    private static @Nullable Range range(CompiledRule rule, Limit limit, Sample sample, boolean rates) {
        boolean isRate = sample.isCounter() && rule.options().rate();
        if ((sample.isCounter() && isRate != rates) || limit.isEmptyRange()) {
            return null;
        }
        Metric metric = sample.metric();
        boolean inside = limit.inside() || rule.options().invert();
        return switch (rule.options().percentage()) {
            case NONE -> absolute(rule.limits().unit(), limit, metric, inside);
            case MAX -> ofMaximum(limit, metric.max(), inside);
            case SUM, ALL -> null;
        };
    }

    private static @Nullable Range absolute(@Nullable Uom unit, Limit limit, Metric metric, boolean inside) {
        if (unit == null || unit.isSameAs(metric.uom())) {
            return new Range(inside, limit.min(), limit.max());
        }
        BigDecimal scale = metric.uom().toBase(BigDecimal.ONE);
        return unit.isComparableWith(metric.uom())
                ? new Range(inside, scaled(limit.min(), unit, scale), scaled(limit.max(), unit, scale))
                : null;
    }

    private static @Nullable BigDecimal scaled(@Nullable BigDecimal bound, Uom unit, BigDecimal scale) {
        return bound == null
                ? null
                : unit.toBase(bound).divide(scale, MathContext.DECIMAL64).stripTrailingZeros();
    }

    private static @Nullable Range ofMaximum(Limit limit, @Nullable BigDecimal max, boolean inside) {
        if (max == null || max.signum() <= 0) {
            return null;
        }
        return new Range(inside, share(limit.min(), max), share(limit.max(), max));
    }

    private static @Nullable BigDecimal share(@Nullable BigDecimal percent, BigDecimal max) {
        return percent == null
                ? null
                : percent.multiply(max).divide(HUNDRED, MathContext.DECIMAL64).stripTrailingZeros();
    }
}
