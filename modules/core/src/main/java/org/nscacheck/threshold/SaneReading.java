/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/** Reads the value of a metric as a rule wants it: as it is, as a rate, or as a percentage. */
final class SaneReading {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final CompiledRule rule;
    private final Iterable<Sample> all;

    private SaneReading(CompiledRule rule, Iterable<Sample> all) {
        this.rule = rule;
        this.all = all;
    }

    /** @param all the metrics of the same result, of which it may be a percentage */
    static Reading of(CompiledRule rule, Sample sample, Iterable<Sample> all) {
        return new SaneReading(rule, all).read(sample);
    }

    /** A value that is not known has no unit, so this is asked first. */
    private Reading read(Sample sample) {
        if (sample.metric().value() == null) {
            return new Reading.NotKnown("has no known value");
        }
        Uom unit = unit(sample);
        Uom wanted = rule.limits().unit();
        boolean absolute = rule.options().percentage() == Percentage.NONE;
        if (absolute && wanted != null && !wanted.isComparableWith(unit)) {
            return new Reading.Incomparable("is in " + name(unit) + ", which cannot be compared with limits in "
                    + name(wanted) + "; change the unit of the rule");
        }
        BigDecimal value = value(sample);
        if (value == null) {
            return new Reading.Undecided("is a counter whose rate is not known yet");
        }
        String text = Texts.amount(value, sample, isRate(sample));
        if (!absolute) {
            return percentage(sample, value, text);
        }
        BigDecimal compared = wanted == null ? value : unit.toBase(value);
        return new Reading.Known(compared.doubleValue(), value, text);
    }

    /** A rate has no unit: it is not known what the counter counts. */
    private Uom unit(Sample sample) {
        return isRate(sample) && isPlain(rule.limits().unit())
                ? plain()
                : sample.metric().uom();
    }

    private Uom plain() {
        Uom unit = rule.limits().unit();
        return unit == null ? Uom.NONE : unit;
    }

    private static boolean isPlain(@Nullable Uom unit) {
        return unit == null || unit.kind() == Uom.Kind.NUMBER || unit.kind() == Uom.Kind.COUNTER;
    }

    private static String name(Uom unit) {
        return unit.symbol().isEmpty() ? "plain numbers" : "'" + unit + "'";
    }

    private boolean isRate(Sample sample) {
        return rule.options().rate() && sample.isCounter();
    }

    /** Returns null for what is not known, or not yet. */
    private @Nullable BigDecimal value(Sample sample) {
        BigDecimal value = sample.metric().value();
        return value == null || !isRate(sample) ? value : Rates.sane(sample, value);
    }

    private Reading percentage(Sample sample, BigDecimal value, String text) {
        if (rule.options().percentage() == Percentage.MAX) {
            BigDecimal max = sample.metric().max();
            return max == null
                    ? new Reading.NotKnown("is to be judged as a percentage of its maximum, but has none")
                    : share(value, max, text, "its maximum");
        }
        BigDecimal sum = sum(sample);
        return sum == null
                ? new Reading.Undecided("is a part of a sum that is not known yet")
                : share(sample.metric().uom().toBase(value), sum, text, "the sum");
    }

    /** Returns null if a part is not known yet; parts that are not known at all are left out, as collectd does. */
    private @Nullable BigDecimal sum(Sample sample) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Sample other : all) {
            if (isPartOfSum(other, sample)) {
                BigDecimal part = value(other);
                if (part == null) {
                    return null;
                }
                sum = sum.add(other.metric().uom().toBase(part));
            }
        }
        return sum;
    }

    private boolean isPartOfSum(Sample other, Sample sample) {
        return other.metric().value() != null
                && other.metric().uom().isComparableWith(sample.metric().uom())
                && (rule.options().percentage() == Percentage.ALL || rule.matchesLabel(other.label()));
    }

    private static Reading share(BigDecimal part, BigDecimal whole, String text, String name) {
        if (whole.signum() == 0) {
            return new Reading.NotKnown("is to be judged as a percentage of " + name + ", which is 0");
        }
        BigDecimal percent = part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64);
        return new Reading.Known(
                percent.doubleValue(), percent, Texts.percent(percent) + " of " + name + " (" + text + ")");
    }
}
