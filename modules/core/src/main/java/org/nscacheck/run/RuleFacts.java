/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckRun;
import org.nscacheck.threshold.Judgement;
import org.nscacheck.threshold.Verdict;

/** What notifications say of the rule that decided; the names are those that collectd's threshold plugin uses. */
final class RuleFacts {

    private RuleFacts() {}

    /**
     * Returns the facts of the worst verdict that people are to be told of, none if there is no such verdict.
     *
     * @param changed whether the state has changed; what is told although it has not is persistent
     */
    static Map<String, Object> of(Judgement judgement, boolean changed) {
        return judgement.verdicts().stream()
                .filter(Verdict::reported)
                .findFirst()
                .map(verdict -> facts(verdict, changed))
                .orElse(Map.of());
    }

    private static Map<String, Object> facts(Verdict verdict, boolean changed) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Rule", verdict.rule().name());
        facts.put("DataSource", verdict.label());
        put(facts, "CurrentValue", verdict.value());
        put(facts, "Bound", verdict.bound());
        if (!changed) {
            facts.put(CheckRun.PERSISTENT, true);
        }
        return facts;
    }

    private static void put(Map<String, Object> facts, String name, @Nullable BigDecimal number) {
        if (number != null) {
            facts.put(name, number.doubleValue());
        }
    }
}
