/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

/**
 * Why a rule applies to a metric, or does not.
 *
 * @param rule the rule
 * @param answer the reason
 * @param why the same in a sentence for people
 */
public record Explanation(NamedRule rule, Answer answer, String why) {

    /** Whether the rule judges the metric. */
    public enum Answer {
        /** It does; if several do, the worst of them wins. */
        APPLIES,
        /** It matches, but a more specific rule does so too. */
        OUTRANKED,
        /** It matches the check, but is about other metrics. */
        OTHER_LABEL,
        /** It is about other checks. */
        OTHER_CHECK,
        /** It is about checks with another tag. */
        OTHER_TAG,
        /** It is about other hosts. */
        OTHER_HOST
    }

    public boolean applies() {
        return answer == Answer.APPLIES;
    }
}
