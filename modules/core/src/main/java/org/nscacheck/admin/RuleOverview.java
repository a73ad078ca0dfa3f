/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.StoredRules;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyId;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.threshold.Explanation;
import org.nscacheck.threshold.NamedRule;
import org.nscacheck.threshold.RuleBook;
import org.nscacheck.threshold.RuleTargets;
import org.nscacheck.threshold.RuleText;
import org.nscacheck.threshold.Subject;
import org.nscacheck.threshold.ThresholdRule;

/** Which threshold rule applies where, and which ones apply nowhere. Thread-safe. */
public final class RuleOverview {

    private final PolicyAdministration policies;
    private final Overview overview;

    public RuleOverview(PolicyAdministration policies, Overview overview) {
        this.policies = policies;
        this.overview = overview;
    }

    /**
     * Returns why rules judge the metrics of a check or not; those come first that do. Rules that are about other checks are left out.
     *
     * @param labels the metrics
     * @return for each metric, in the order of the labels
     * @throws NotPermittedException unless the actor may view
     */
    public Map<String, List<Explanation>> explain(Actor actor, CheckView check, Collection<String> labels) {
        RuleBook book = StoredRules.bookOf(policies.findAll(actor, PolicyKind.RULE));
        Subject subject = subject(check);
        Map<String, List<Explanation>> explained = new LinkedHashMap<>();
        for (String label : labels) {
            explained.put(
                    label,
                    book.explain(subject, label).stream()
                            .filter(RuleOverview::isAboutTheMetric)
                            .toList());
        }
        return explained;
    }

    /**
     * Returns the rule that judges a metric, the most specific of several; empty if none does. Neither need exist.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public Optional<NamedRule> judging(Actor actor, Subject subject, String label) {
        return StoredRules.bookOf(policies.findAll(actor, PolicyKind.RULE)).explain(subject, label).stream()
                .filter(Explanation::applies)
                .map(Explanation::rule)
                .findFirst();
    }

    private static boolean isAboutTheMetric(Explanation explanation) {
        return explanation.applies() || explanation.answer() == Explanation.Answer.OUTRANKED;
    }

    /** Returns a check as it is when it is judged. */
    public static Subject subject(CheckView view) {
        return new Subject(
                view.effective() == null ? "" : view.effective().host(),
                view.stored().key().value(),
                view.stored().name(),
                view.definition() == null
                        ? Set.of()
                        : Set.copyOf(view.definition().tags()));
    }

    /**
     * Returns why rules judge nothing although they are active: a sentence for each that does not.
     *
     * @throws NotPermittedException unless the actor may view
     */
    public Map<PolicyId, String> dead(Actor actor) {
        Map<CheckId, Set<String>> labels = overview.labels(actor);
        RuleTargets targets = new RuleTargets(overview.checks(actor).stream()
                .map(view -> new RuleTargets.Target(
                        subject(view), labels.getOrDefault(view.stored().id(), Set.of())))
                .toList());
        Map<PolicyId, String> dead = new LinkedHashMap<>();
        for (Policy policy : policies.findAll(actor, PolicyKind.RULE)) {
            String why = policy.active() ? why(policy, targets) : "";
            if (!why.isEmpty()) {
                dead.put(policy.id(), why);
            }
        }
        return dead;
    }

    private static String why(Policy policy, RuleTargets targets) {
        RuleText.Reading reading = RuleText.read(policy.settings());
        return reading.rule()
                .map(rule -> why(rule, targets))
                .orElseGet(() -> "Cannot be read: " + reading.faults().get(0));
    }

    private static String why(ThresholdRule rule, RuleTargets targets) {
        if (!targets.haveOneFor(rule)) {
            return "Matches no check";
        }
        return rule.match().label() == null || targets.haveMeasured(rule) ? "" : "Has not been measured";
    }
}
