/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.threshold.Explanation;

/**
 * The rules about one metric of a check.
 *
 * @param label label of the metric
 * @param rules those that are about it, those first that judge it
 * @param fresh query of the form of a new rule for it
 */
record RuleRow(String label, List<Applied> rules, String fresh) {

    /**
     * A rule about a metric.
     *
     * @param id its id
     * @param name its name
     * @param applies whether it judges the metric; otherwise another rule outranks it
     * @param why a sentence that says why, or why not
     */
    record Applied(String id, String name, boolean applies, String why) {

        static Applied of(Explanation explanation) {
            return new Applied(
                    explanation.rule().id().toString(),
                    explanation.rule().name(),
                    explanation.applies(),
                    explanation.why());
        }
    }

    static RuleRow of(String check, String label, List<Explanation> explanations) {
        return new RuleRow(label, explanations.stream().map(Applied::of).toList(), PolicyLinks.rule(check, label));
    }
}
