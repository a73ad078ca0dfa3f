/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;

/**
 * Judges a result by rules. Pure: the same arguments give the same judgement.
 *
 * <p>Rules of mode {@link Mode#SANE} each judge each metric by themselves. Those of {@link Mode#COLLECTD} judge a value list together,
 * as collectd does.
 */
public final class Judge {

    private Judge() {}

    /**
     * Judges one result.
     *
     * @param rules the rules of its check
     * @param result what the method returned
     * @param before what the judgement of the run before remembered; {@link RuleMemory#EMPTY} at first
     * @param at when it was measured
     * @param interval usual time between two runs, by which a metric is found missing; zero if there is none, and then none is missing
     */
    public static Judgement judge(RuleSet rules, CheckResult result, RuleMemory before, Instant at, Duration interval) {
        if (rules.isEmpty() && before.isEmpty()) {
            return new Judgement(result.status(), List.of(), before, Map.of());
        }
        return new Session(rules, result, before, at, interval).judge();
    }
}
