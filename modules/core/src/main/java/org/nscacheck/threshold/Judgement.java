/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import java.util.Map;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.Thresholds;

/**
 * What the rules say about a result.
 *
 * @param status the worst of the result's own state and of all verdicts
 * @param verdicts one for each pair of rule and metric, the worst first
 * @param next what to remember for the next run
 * @param limits limits by label of the metric, in the metric's unit, where they can be written as a range
 */
public record Judgement(Status status, List<Verdict> verdicts, RuleMemory next, Map<String, Thresholds> limits) {

    public Judgement {
        verdicts = List.copyOf(verdicts);
        limits = Map.copyOf(limits);
    }

    /**
     * Returns the result with what the rules say: the worst state, the deciding rule named in the message, other bad verdicts in the long
     * output, and the limits at metrics that came without any.
     */
    public CheckResult applyTo(CheckResult result) {
        return new JudgedResult(this).of(result);
    }
}
