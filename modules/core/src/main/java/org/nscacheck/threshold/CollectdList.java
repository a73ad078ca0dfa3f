/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Metric;
import org.nscacheck.threshold.Remembered.Counts;

/**
 * One value list as the threshold plugin of collectd 5.12 judges it: all in doubles, all rules and sources share one state and one count
 * of hits, the options of the rule that finds it worst decide whether it is told. The oddities are collectd's: see the differences in
 * {@code docs/thresholds.md}. Not thread-safe.
 */
final class CollectdList {

    private final String list;
    private final List<Sample> sources;
    private final double[] values;
    private Level told;
    private int hits;

    CollectdList(String list, List<Sample> sources, Remembered old) {
        this.list = list;
        this.sources = sources;
        this.values = sources.stream().mapToDouble(CollectdList::value).toArray();
        this.told = old.told();
        this.hits = old.counts().failure();
    }

    /** A gauge as it is, a counter as its rate; NaN if it is not known, or outside the bounds of its kind. */
    private static double value(Sample sample) {
        Metric metric = sample.metric();
        BigDecimal known = metric.value();
        if (known == null) {
            return Double.NaN;
        }
        double value = sample.isCounter() ? Rates.collectd(sample, known) : known.doubleValue();
        return value < number(metric.min()) || value > number(metric.max()) ? Double.NaN : value;
    }

    private static double number(@Nullable BigDecimal number) {
        return number == null ? Double.NaN : number.doubleValue();
    }

    Remembered next(Instant at) {
        return new Remembered(told, new Counts(0, 0, hits, 0), at, false, null);
    }

    Verdict judge(List<CompiledRule> rules) {
        CompiledRule worst = rules.get(0);
        Found found = check(worst);
        for (CompiledRule rule : rules.subList(1, rules.size())) {
            Found other = check(rule);
            if (other.level.compareTo(found.level) > 0) {
                worst = rule;
                found = other;
            }
        }
        boolean reported = report(worst.options(), found.level);
        return found.verdict(this, worst, reported);
    }

    private Found check(CompiledRule rule) {
        double[] compared = rule.options().percentage() == Percentage.NONE ? values : percentages();
        Found worst = new Found(Level.UNDECIDED, Double.NaN);
        for (int i = 0; i < compared.length; i++) {
            if (hasSource(rule, i)) {
                Level level = level(rule, compared[i]);
                worst = level.compareTo(worst.level) > 0 ? new Found(level, compared[i]) : worst;
            }
        }
        return worst;
    }

    private boolean hasSource(CompiledRule rule, int i) {
        String source = rule.match().source();
        return source == null
                || source.equals(ValueLists.sourceOf(sources.get(i).label()));
    }

    private double[] percentages() {
        double sum = 0;
        for (double value : values) {
            sum += Double.isNaN(value) ? 0 : value;
        }
        double[] percentages = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            percentages[i] = sum == 0 ? Double.NaN : 100.0 * values[i] / sum;
        }
        return percentages;
    }

    private Level level(CompiledRule rule, double value) {
        double hysteresis = rule.options().hysteresis().doubleValue();
        boolean invert = rule.options().invert();
        double ofFailure = told == Level.FAILURE ? hysteresis : 0;
        double ofWarning = told == Level.WARNING ? hysteresis : 0;
        if (isOutside(rule.limits().failure(), value, ofFailure) != invert) {
            return Level.FAILURE;
        }
        return isOutside(rule.limits().warning(), value, ofWarning) != invert ? Level.WARNING : Level.OKAY;
    }

    private static boolean isOutside(@Nullable Limit limit, double value, double hysteresis) {
        return limit != null && (number(limit.min()) + hysteresis > value || number(limit.max()) - hysteresis < value);
    }

    /** {@code ut_report_state}: returns whether it is told. */
    private boolean report(Options options, Level level) {
        if (options.hits() > 0) {
            boolean passes = (level == Level.OKAY && !options.persistOk()) || hits > options.hits();
            hits = passes ? 0 : hits + 1;
            if (!passes) {
                return false;
            }
        }
        if (level != told) {
            told = level;
            return true;
        }
        boolean isTold = level == Level.OKAY ? options.persistOk() : level != Level.UNDECIDED;
        return isTold && options.persist();
    }

    /** The worst level that a rule finds, and the value that has it. */
    private record Found(Level level, double value) {

        Verdict verdict(CollectdList list, CompiledRule rule, boolean reported) {
            BigDecimal shown = Double.isNaN(value) || Double.isInfinite(value) ? null : BigDecimal.valueOf(value);
            BigDecimal bound = level.isBad() ? rule.beyond(level, value) : null;
            return new Verdict(
                    rule.named().ref(),
                    list.list,
                    list.told,
                    list.list + " " + text(rule, shown),
                    shown,
                    bound,
                    reported);
        }

        private String text(CompiledRule rule, @Nullable BigDecimal shown) {
            String number = shown == null ? "unknown value" : Texts.bound(shown, rule);
            if (!level.isBad()) {
                return number + (level == Level.OKAY ? " is within its limits" : " is not judged");
            }
            return number + " " + Texts.bad(rule, level, value);
        }
    }
}
