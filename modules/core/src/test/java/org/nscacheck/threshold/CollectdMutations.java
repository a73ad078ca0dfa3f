/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.nscacheck.threshold.CollectdCase.Kind;
import org.nscacheck.threshold.CollectdCase.Told;

/** Our judge with one thing taken out of it, by taking it out of each rule or of the values. */
final class CollectdMutations {

    private CollectdMutations() {}

    static Stream<Arguments> all() {
        return Stream.of(limits(), options(), matches(), values()).flatMap(each -> each);
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                ofRules("warning-min", rule -> with(rule, noMin(rule.limits().warning()), failure(rule))),
                ofRules("warning-max", rule -> with(rule, noMax(rule.limits().warning()), failure(rule))),
                ofRules(
                        "failure-min",
                        rule -> with(rule, warning(rule), noMin(rule.limits().failure()))),
                ofRules(
                        "failure-max",
                        rule -> with(rule, warning(rule), noMax(rule.limits().failure()))),
                // So that only a value that equals its bound is judged otherwise.
                ofRules("equality", rule -> with(rule, narrower(warning(rule)), narrower(failure(rule)))));
    }

    private static Stream<Arguments> options() {
        return Stream.of(
                option("invert", "false"),
                option("persist", "false"),
                option("persist-ok", "false"),
                option("percentage", "none"),
                option("hits", "0"),
                option("hysteresis", "0"),
                option("interesting", "true"),
                option("timeout", "3"),
                ofRules("mode", rule -> new ThresholdRule(rule.match(), rule.limits(), sane(rule.options()))));
    }

    private static Stream<Arguments> matches() {
        return Stream.of("host", "check", "tag", "label", "data-source").map(key -> option(key, ""));
    }

    private static Stream<Arguments> values() {
        return Stream.of(
                ofCases("unknown values", each -> each.withUnknownAs(BigDecimal.ZERO)),
                ofCases("rates of counters", each -> each.kind() == Kind.COUNTER ? each.withKind(Kind.GAUGE) : each),
                ofCases("bounds of a type", each -> each.kind() == Kind.BOUNDED ? each.withKind(Kind.GAUGE) : each),
                ofCases("order of equal rules", CollectdCase::withRulesReversed),
                ofCases("lists of sources", each -> each.kind() == Kind.TWO ? each.withKind(Kind.GAUGE) : each));
    }

    private static Arguments option(String key, String value) {
        return ofRules(key, rule -> {
            Map<String, String> text = new HashMap<>(RuleText.write(rule));
            text.put(key, value);
            return RuleText.parse(text);
        });
    }

    private static Arguments ofRules(String what, UnaryOperator<ThresholdRule> change) {
        Function<CollectdCase, List<Told>> judge = each -> each.judge(change);
        return Arguments.of(what, judge);
    }

    private static Arguments ofCases(String what, UnaryOperator<CollectdCase> change) {
        Function<CollectdCase, List<Told>> judge = each -> change.apply(each).judge(UnaryOperator.identity());
        return Arguments.of(what, judge);
    }

    private static Options sane(Options options) {
        return new Options(Mode.SANE, options.judging(), options.notice(), options.absence());
    }

    private static ThresholdRule with(ThresholdRule rule, @Nullable Limit warning, @Nullable Limit failure) {
        return new ThresholdRule(rule.match(), new Limits(warning, failure, null), rule.options());
    }

    private static @Nullable Limit warning(ThresholdRule rule) {
        return rule.limits().warning();
    }

    private static @Nullable Limit failure(ThresholdRule rule) {
        return rule.limits().failure();
    }

    private static @Nullable Limit noMin(@Nullable Limit limit) {
        return limit == null ? null : new Limit(null, limit.max(), false);
    }

    private static @Nullable Limit noMax(@Nullable Limit limit) {
        return limit == null ? null : new Limit(limit.min(), null, false);
    }

    private static @Nullable Limit narrower(@Nullable Limit limit) {
        return limit == null ? null : new Limit(moved(limit.min(), "0.001"), moved(limit.max(), "-0.001"), false);
    }

    private static @Nullable BigDecimal moved(@Nullable BigDecimal bound, String by) {
        return bound == null ? null : bound.add(new BigDecimal(by));
    }
}
