/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;

/**
 * What a rule would have reported in the past, as its form shows it.
 *
 * @param range the time, in words
 * @param zone the zone of all times
 * @param words a sentence on the whole
 * @param metrics the metrics that the rule matches
 */
record RuleTrial(String range, String zone, String words, List<Metric> metrics) {

    /**
     * One of the metrics.
     *
     * @param chart its chart, on which bad times are marked
     * @param words what the rule would have reported
     * @param note what to know of the values that were judged; may be empty
     */
    record Metric(MetricChart chart, String words, String note) {}
}
