/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.Thresholds;
import org.nscacheck.check.StoredRules;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.threshold.RuleSet;

/** The limits that hold for the metrics of a check now: those of its last results, and those of the rules. Immutable. */
public final class MetricLimits {

    private final CheckView check;
    private final RuleSet rules;

    private MetricLimits(CheckView check, RuleSet rules) {
        this.check = check;
        this.rules = rules;
    }

    /** @throws NotPermittedException unless the actor may view */
    public static MetricLimits of(PolicyAdministration policies, Actor actor, CheckView check) {
        return new MetricLimits(
                check,
                StoredRules.bookOf(policies.findAll(actor, PolicyKind.RULE)).rulesFor(RuleOverview.subject(check)));
    }

    /**
     * Returns the limits of a metric as a graph shows them, in its unit; those of a counter are of its rate. The last result holds the
     * limits of the rules by which it was judged, so those are asked first that judge now.
     */
    public Thresholds of(MetricSeries series) {
        CheckResult latest = PlaceReplay.latest(check, series.node());
        Thresholds ofRules = rules.limitsOf(new PastResults(latest).metric(series));
        Metric now = latest == null ? null : latest.perfData().get(series.label());
        return now == null
                ? ofRules
                : new Thresholds(
                        ofRules.warn() == null ? now.warn() : ofRules.warn(),
                        ofRules.crit() == null ? now.crit() : ofRules.crit());
    }
}
