/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import org.nscacheck.Thresholds;
import org.nscacheck.threshold.Episode;

/**
 * What a rule would have reported of one metric.
 *
 * @param check its check
 * @param series the metric
 * @param past the values that were judged
 * @param limits the limits as a graph shows them, in the metric's unit
 * @param episodes the bad times, the oldest first
 * @param outranked why the rule does not judge this metric although it matches it; empty if it does
 */
public record ReplayedMetric(
        CheckView check,
        MetricSeries series,
        PastValues past,
        Thresholds limits,
        List<Episode> episodes,
        String outranked) {

    public ReplayedMetric {
        episodes = List.copyOf(episodes);
    }
}
