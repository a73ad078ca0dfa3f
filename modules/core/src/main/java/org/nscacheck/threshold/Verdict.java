/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one rule says about one metric of one result.
 *
 * @param rule the rule
 * @param label label of the metric; in collectd's mode of the value list
 * @param level the level that holds now: a bad value counts only after the rule's hits, a good one after {@code recover-after}
 * @param text the same in a sentence for people, without the rule's name
 * @param value what was compared: the value, its rate, or the percentage; null if there was none
 * @param bound the bound that the value is beyond; null if it is beyond none
 * @param reported whether people are to be told, by the rules of persist, persist-ok, hits and recover-after
 */
public record Verdict(
        RuleRef rule,
        String label,
        Level level,
        String text,
        @Nullable BigDecimal value,
        @Nullable BigDecimal bound,
        boolean reported) {}
