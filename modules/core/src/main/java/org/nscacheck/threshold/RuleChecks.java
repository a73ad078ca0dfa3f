/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Refuses rules whose parts are possible each, but make no sense together. */
final class RuleChecks {

    private final ThresholdRule rule;
    private final RuleFields fields;

    private RuleChecks(ThresholdRule rule, RuleFields fields) {
        this.rule = rule;
        this.fields = fields;
    }

    static void check(ThresholdRule rule, RuleFields fields) {
        RuleChecks checks = new RuleChecks(rule, fields);
        if (rule.options().hysteresis().signum() < 0) {
            fields.fault(RuleKeys.HYSTERESIS, rule.options().hysteresis().toPlainString() + " is below 0");
        }
        checks.unbounded(RuleKeys.WARNING, rule.limits().warning());
        checks.unbounded(RuleKeys.FAILURE, rule.limits().failure());
        if (rule.options().mode() == Mode.COLLECTD) {
            checks.collectd();
        } else {
            checks.bounds();
            checks.level(RuleKeys.WARNING, rule.limits().warning());
            checks.level(RuleKeys.FAILURE, rule.limits().failure());
            checks.percentage();
            checks.source();
        }
    }

    private void bounds() {
        if (!rule.limits().areEmpty() || hasFaultyBound()) {
            return;
        }
        if (rule.options().invert()) {
            fields.fault(
                    RuleKeys.INVERT,
                    "has no bounds to invert; set a minimum, a maximum or both for warning or failure");
        } else {
            fields.fault(
                    RuleKeys.FAILURE + RuleKeys.MAX,
                    "a rule needs a limit; set a minimum, a maximum or a range for warning or failure");
        }
    }

    private boolean hasFaultyBound() {
        return fields.faults().stream()
                .anyMatch(fault ->
                        fault.key().startsWith(RuleKeys.WARNING) || fault.key().startsWith(RuleKeys.FAILURE));
    }

    private void unbounded(String level, @Nullable Limit limit) {
        if (limit != null && limit.isUnbounded()) {
            fields.fault(level, "'" + fields.raw(level) + "' has neither a lower nor an upper bound; leave it empty");
        }
    }

    private void level(String level, @Nullable Limit limit) {
        if (limit == null) {
            return;
        }
        if (limit.inside() && rule.options().invert()) {
            fields.fault(
                    RuleKeys.INVERT,
                    "inverts the range '" + fields.raw(level) + "' which is inverted by its @ already; use one");
        }
        if (limit.isEmptyRange()) {
            fields.fault(
                    level + RuleKeys.MIN,
                    fields.raw(level + RuleKeys.MIN) + " is above " + level + RuleKeys.MAX + " "
                            + fields.raw(level + RuleKeys.MAX) + ", so no value would be good");
        } else {
            hysteresis(level, limit);
        }
    }

    private void hysteresis(String level, Limit limit) {
        BigDecimal hysteresis = rule.options().hysteresis();
        boolean outside = !limit.inside() && !rule.options().invert();
        if (outside
                && limit.min() != null
                && limit.max() != null
                && limit.min().add(hysteresis).compareTo(limit.max().subtract(hysteresis)) > 0) {
            fields.fault(
                    RuleKeys.HYSTERESIS,
                    hysteresis.toPlainString() + " is more than half of the distance between the " + level
                            + " bounds, so no value would end the alarm");
        }
    }

    private void percentage() {
        Percentage percentage = rule.options().percentage();
        if (percentage == Percentage.NONE) {
            return;
        }
        if (rule.limits().unit() != null) {
            fields.fault(
                    RuleKeys.UNIT,
                    "limits that are a percentage have no unit such as "
                            + rule.limits().unit());
        }
        if (percentage == Percentage.SUM && rule.match().hasExactLabel()) {
            fields.fault(
                    RuleKeys.PERCENTAGE,
                    "one metric is always 100 % of its own sum; use all or max, or a pattern as label");
        }
    }

    private void source() {
        if (rule.match().source() != null) {
            fields.fault(RuleKeys.SOURCE, "exists in collectd mode only; use label");
        }
    }

    private void collectd() {
        Options options = rule.options();
        refuse(options.recoverAfter() != 1, RuleKeys.RECOVER_AFTER);
        refuse(options.nan() != NanPolicy.UNKNOWN, RuleKeys.NAN);
        refuse(!options.rate(), RuleKeys.RATE);
        refuse(rule.limits().unit() != null, RuleKeys.UNIT);
        refuse(isInside(rule.limits().warning()), RuleKeys.WARNING);
        refuse(isInside(rule.limits().failure()), RuleKeys.FAILURE);
        refuse(options.percentage() == Percentage.ALL || options.percentage() == Percentage.MAX, RuleKeys.PERCENTAGE);
    }

    private static boolean isInside(@Nullable Limit limit) {
        return limit != null && limit.inside();
    }

    private void refuse(boolean unknown, String key) {
        if (unknown) {
            fields.fault(
                    key, "'" + fields.raw(key) + "' is nothing that collectd knows; leave it empty or use mode sane");
        }
    }
}
