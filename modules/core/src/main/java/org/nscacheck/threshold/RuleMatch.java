/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import org.jspecify.annotations.Nullable;

/**
 * Which metrics a rule is about. Each part is an exact text, a pattern with {@code *} (any characters) and {@code ?} (one character),
 * or null for any. Case matters.
 *
 * @param host host name of the application
 * @param check key or name of the check
 * @param tag one of the check's tags
 * @param label label of the metric. In collectd's mode the metric {@code cpu:user} is the source {@code user} of the value list
 *     {@code cpu}, and this is matched with the list
 * @param source data source, in collectd's mode only; a metric without colon is the source {@code value}
 */
public record RuleMatch(
        @Nullable String host,
        @Nullable String check,
        @Nullable String tag,
        @Nullable String label,
        @Nullable String source) {

    /** Matches every metric of every check. */
    public static final RuleMatch ANY = new RuleMatch(null, null, null, null, null);

    /** Returns whether the label is one metric's, not a pattern. */
    boolean hasExactLabel() {
        return label != null && !Glob.isPattern(label);
    }

    /**
     * Returns whether it names one metric of one check. A label alone, or with a tag, is about those checks that have such a metric, and
     * most have not.
     */
    boolean namesOneMetric() {
        return hasExactLabel() && check != null && !Glob.isPattern(check);
    }
}
