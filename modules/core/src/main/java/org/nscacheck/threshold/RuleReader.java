/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.nscacheck.threshold.RuleKeys.FAILURE;
import static org.nscacheck.threshold.RuleKeys.HYSTERESIS;
import static org.nscacheck.threshold.RuleKeys.MAX;
import static org.nscacheck.threshold.RuleKeys.MIN;
import static org.nscacheck.threshold.RuleKeys.WARNING;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Uom;

/** Reads one rule. Not thread-safe. */
final class RuleReader {

    private static final List<String> NUMBERS =
            List.of(WARNING + MIN, WARNING + MAX, WARNING, FAILURE + MIN, FAILURE + MAX, FAILURE, HYSTERESIS);

    private final RuleFields fields;
    private final Amounts amounts;
    private final Percentage percentage;

    RuleReader(Map<String, String> text) {
        fields = new RuleFields(withCollectdWords(text));
        amounts = new Amounts(fields, NUMBERS);
        percentage = fields.choice(RuleKeys.PERCENTAGE, Percentage.class);
    }

    /** collectd's Percentage is true or false. */
    private static Map<String, String> withCollectdWords(Map<String, String> text) {
        Map<String, String> words = new HashMap<>(text);
        words.computeIfPresent(
                RuleKeys.PERCENTAGE, (key, value) -> switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "true" -> "sum";
                    case "false" -> "none";
                    default -> value;
                });
        return words;
    }

    RuleText.Reading read() {
        ThresholdRule rule = new ThresholdRule(match(), limits(), options());
        RuleChecks.check(rule, fields);
        List<RuleFault> faults = fields.faults();
        return new RuleText.Reading(faults.isEmpty() ? Optional.of(rule) : Optional.empty(), faults);
    }

    private RuleMatch match() {
        return new RuleMatch(
                fields.pattern(RuleKeys.HOST),
                fields.pattern(RuleKeys.CHECK),
                fields.pattern(RuleKeys.TAG),
                fields.pattern(RuleKeys.LABEL),
                fields.pattern(RuleKeys.SOURCE));
    }

    private Limits limits() {
        return new Limits(limit(WARNING), limit(FAILURE), unit());
    }

    /** {@code 5%} as a limit of a percentage is 5. */
    private @Nullable Uom unit() {
        Uom unit = amounts.unit();
        return percentage != Percentage.NONE && Uom.PERCENT.equals(unit) ? null : unit;
    }

    private @Nullable Limit limit(String level) {
        BigDecimal min = amounts.amount(level + MIN);
        BigDecimal max = amounts.amount(level + MAX);
        if (fields.has(level) && (fields.has(level + MIN) || fields.has(level + MAX))) {
            fields.fault(
                    level, "is a range beside " + level + MIN + " or " + level + MAX + "; use one of the notations");
        }
        Limit range = amounts.range(level);
        if (range != null) {
            return range;
        }
        return min == null && max == null ? null : new Limit(min, max, false);
    }

    private Options options() {
        return new Options(
                fields.choice(RuleKeys.MODE, Mode.class),
                new Options.Judging(
                        fields.flag(RuleKeys.INVERT),
                        percentage,
                        hysteresis(),
                        fields.choice(RuleKeys.NAN, NanPolicy.class),
                        fields.flag(RuleKeys.RATE)),
                new Options.Notice(
                        fields.flag(RuleKeys.PERSIST),
                        fields.flag(RuleKeys.PERSIST_OK),
                        fields.count(RuleKeys.HITS, 0),
                        fields.count(RuleKeys.RECOVER_AFTER, 1)),
                new Options.Absence(fields.flag(RuleKeys.INTERESTING), fields.number(RuleKeys.TIMEOUT, 1)));
    }

    private BigDecimal hysteresis() {
        BigDecimal amount = amounts.amount(HYSTERESIS);
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
