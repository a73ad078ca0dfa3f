/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.threshold.CollectdCase.Kind;
import org.nscacheck.threshold.CollectdCase.Step;
import org.nscacheck.threshold.CollectdCase.Values;

/** Makes cases from a seed. Values lie on bounds, beside them, and a hysteresis away. Not thread-safe. */
final class CollectdCases {

    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final int STEPS = 14;
    private static final int SPAN = 10;
    private static final BigDecimal BITS_32 = BigDecimal.valueOf(1L << 32);
    private static final BigDecimal BITS_64 = BigDecimal.valueOf(2).pow(64);

    private final Random random;
    private Kind kind = Kind.GAUGE;
    private int number;

    private CollectdCases(long seed) {
        random = new Random(seed);
    }

    /** Returns cases of which each tells at least two severities, as far as we can say. */
    static List<CollectdCase> of(long seed, int count) {
        CollectdCases cases = new CollectdCases(seed);
        List<CollectdCase> found = new ArrayList<>();
        while (found.size() < count) {
            CollectdCase next = cases.next(found.size());
            if (next.judge(UnaryOperator.identity()).stream()
                            .map(CollectdCase.Told::severity)
                            .distinct()
                            .count()
                    > 1) {
                found.add(next);
            }
        }
        return found;
    }

    private CollectdCase next(int place) {
        number = place;
        kind = KINDS.get(random.nextInt(KINDS.size()));
        List<ThresholdRule> rules = new ArrayList<>();
        int count = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(rule());
        }
        List<String> labels = random.nextInt(3) == 0 ? List.of("x", "y") : List.of("x");
        return new CollectdCase(place, kind, rules, steps(labels));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private ThresholdRule rule() {
        boolean percentage = kind == Kind.TWO ? random.nextBoolean() : oneIn(12);
        Options.Judging judging = new Options.Judging(
                oneIn(3),
                percentage ? Percentage.SUM : Percentage.NONE,
                oneIn(3) ? BigDecimal.valueOf(random.nextInt(2 * SPAN), 1) : BigDecimal.ZERO,
                NanPolicy.UNKNOWN,
                true);
        Options.Notice notice = new Options.Notice(oneIn(3), oneIn(3), oneIn(3) ? 1 + random.nextInt(3) : 0, 1);
        Options options =
                new Options(Mode.COLLECTD, judging, notice, new Options.Absence(!oneIn(3), Options.DEFAULT.timeout()));
        return new ThresholdRule(match(), new Limits(limit(), limit(), null), options);
    }

    private RuleMatch match() {
        int place = random.nextInt(3);
        return new RuleMatch(
                oneIn(2) ? "h" + number : null,
                place == 0 ? "p" + number + "-i" : null,
                place == 1 ? "p" + number : null,
                oneIn(2) ? (oneIn(4) ? "y" : "x") : null,
                source());
    }

    private @Nullable String source() {
        if (!oneIn(4)) {
            return null;
        }
        return kind == Kind.TWO ? (oneIn(2) ? "a" : "b") : "value";
    }

    /** Bounds are multiples of a tenth, so that sums of them are not exact in doubles. */
    private @Nullable Limit limit() {
        int bounds = random.nextInt(4);
        int low = random.nextInt(5 * SPAN);
        int high = low + random.nextInt(5 * SPAN);
        return bounds == 3
                ? null
                : new Limit(bounds == 0 ? null : tenths(low), bounds == 1 ? null : tenths(high), false);
    }

    private static BigDecimal tenths(int number) {
        return BigDecimal.valueOf(number, 1);
    }

    private List<@Nullable Step> steps(List<String> labels) {
        List<@Nullable Step> steps = new ArrayList<>();
        int gap = oneIn(4) ? 2 + random.nextInt(STEPS - 4) : -1;
        List<BigDecimal> counters =
                new ArrayList<>(labels.stream().map(label -> start()).toList());
        for (int i = 0; i < STEPS; i++) {
            steps.add(i == gap ? null : step(labels, counters));
        }
        return steps;
    }

    /** Some counters are about to wrap. */
    private BigDecimal start() {
        return switch (random.nextInt(4)) {
            case 0 -> new BigDecimal("4294966800");
            case 1 -> new BigDecimal("18446744073709551100");
            default -> BigDecimal.valueOf(random.nextInt(1000));
        };
    }

    private Step step(List<String> labels, List<BigDecimal> counters) {
        List<Values> lists = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            List<@Nullable BigDecimal> values = new ArrayList<>();
            for (int source = 0; source < kind.count(); source++) {
                values.add(kind == Kind.COUNTER ? count(counters, i) : gauge());
            }
            lists.add(new Values(labels.get(i), values));
        }
        return new Step(lists);
    }

    /** Rates are whole numbers of a tenth, as the bounds are; sometimes it begins anew, which collectd takes for a wrap. */
    private BigDecimal count(List<BigDecimal> counters, int i) {
        BigDecimal next = counters.get(i).add(BigDecimal.valueOf(random.nextInt(120)));
        BigDecimal wrap = counters.get(i).compareTo(BITS_32) < 0 ? BITS_32 : BITS_64;
        next = next.compareTo(wrap) >= 0 ? next.subtract(wrap) : next;
        counters.set(i, oneIn(12) ? BigDecimal.valueOf(random.nextInt(100)) : next);
        return counters.get(i);
    }

    private @Nullable BigDecimal gauge() {
        if (oneIn(10)) {
            return null;
        }
        return tenths(random.nextInt(12 * SPAN) - (oneIn(6) ? 20 : 0));
    }
}
