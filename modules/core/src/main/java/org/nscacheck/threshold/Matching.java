/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.threshold.Explanation.Answer;

/** Compares the match of a rule with a check and a metric. */
final class Matching {

    private Matching() {}

    static boolean matches(RuleMatch match, Subject subject) {
        return Glob.matches(match.host(), subject.host()) && matchesCheck(match, subject) && matchesTag(match, subject);
    }

    private static boolean matchesCheck(RuleMatch match, Subject subject) {
        return Glob.matches(match.check(), subject.check()) || Glob.matches(match.check(), subject.name());
    }

    private static boolean matchesTag(RuleMatch match, Subject subject) {
        String tag = match.tag();
        return tag == null
                || (Glob.isPattern(tag)
                        ? subject.tags().stream().anyMatch(one -> Glob.matches(tag, one))
                        : subject.tags().contains(tag));
    }

    static Explanation explain(CompiledRule rule, Subject subject, String label, List<CompiledRule> applying) {
        Answer answer = answer(rule, subject, label, applying);
        return new Explanation(rule.named(), answer, why(answer, rule, subject, label, applying));
    }

    private static Answer answer(CompiledRule rule, Subject subject, String label, List<CompiledRule> applying) {
        if (!Glob.matches(rule.match().host(), subject.host())) {
            return Answer.OTHER_HOST;
        }
        if (!matchesCheck(rule.match(), subject)) {
            return Answer.OTHER_CHECK;
        }
        if (!matchesTag(rule.match(), subject)) {
            return Answer.OTHER_TAG;
        }
        if (!rule.matchesLabel(label)) {
            return Answer.OTHER_LABEL;
        }
        return applying.contains(rule) ? Answer.APPLIES : Answer.OUTRANKED;
    }

    private static String why(
            Answer answer, CompiledRule rule, Subject subject, String label, List<CompiledRule> applying) {
        RuleMatch match = rule.match();
        return switch (answer) {
            case APPLIES -> "judges this metric, by its match on " + parts(match);
            case OUTRANKED ->
                "matches on " + parts(match) + ", but " + names(applying) + " on "
                        + parts(applying.get(0).match()) + ", which is more specific";
            case OTHER_LABEL -> "is about the metric '" + match.label() + "', not '" + label + "'";
            case OTHER_CHECK -> "is about the check '" + match.check() + "', not '" + subject.check() + "'";
            case OTHER_TAG -> "is about checks with the tag '" + match.tag() + "', which this check has not";
            case OTHER_HOST -> "is about the host '" + match.host() + "', not '" + subject.host() + "'";
        };
    }

    private static String names(List<CompiledRule> rules) {
        return rules.stream().map(rule -> "'" + rule.named().name() + "'").collect(Collectors.joining(" and "));
    }

    private static String parts(RuleMatch match) {
        StringBuilder parts = new StringBuilder();
        add(parts, "host", Glob.weight(match.host()));
        add(parts, "check", Glob.weight(match.check()));
        add(parts, "tag", Glob.weight(match.tag()));
        add(parts, "metric", Glob.weight(match.label()));
        return parts.length() == 0 ? "anything" : parts.toString();
    }

    private static void add(StringBuilder parts, String part, int weight) {
        if (weight > 0) {
            parts.append(parts.length() == 0 ? "" : ", ").append(part).append(weight == 1 ? " (pattern)" : "");
        }
    }
}
