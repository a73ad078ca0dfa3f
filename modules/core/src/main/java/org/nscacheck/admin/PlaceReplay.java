/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.threshold.Episode;
import org.nscacheck.threshold.Replay;
import org.nscacheck.threshold.RuleSet;

/** What a rule would have reported of a check on a node. */
final class PlaceReplay {

    private final CheckView check;
    private final RuleSet rules;
    private final PastResults results;
    private final Map<MetricSeries, PastValues> values;
    private final Map<String, List<Episode>> episodes;

    private PlaceReplay(
            CheckView check, RuleSet rules, UUID rule, PastResults results, Map<MetricSeries, PastValues> values) {
        this.check = check;
        this.rules = rules;
        this.results = results;
        this.values = values;
        this.episodes = Replay.of(rules, rule, results.all());
    }

    /** @param values the metrics of this node */
    static PlaceReplay of(
            CheckView check, String node, RuleSet rules, UUID rule, Map<MetricSeries, PastValues> values) {
        PastResults results = new PastResults(latest(check, node));
        values.forEach(results::add);
        return new PlaceReplay(check, rules, rule, results, values);
    }

    /** Returns the last result of a check on a node; null if there is none. */
    static @Nullable CheckResult latest(CheckView check, String node) {
        for (CheckSummary summary : check.summaries()) {
            RecordedRun last = summary.lastRun();
            if (summary.node().equals(node) && last != null) {
                return last.run().result();
            }
        }
        return null;
    }

    ReplayedMetric of(MetricSeries series, String outranked) {
        return new ReplayedMetric(
                check,
                series,
                Objects.requireNonNull(values.get(series)),
                rules.limitsOf(results.metric(series)),
                episodes(series.label()),
                outranked);
    }

    /** In collectd's mode a verdict is about the list of which the metric is a source. */
    private List<Episode> episodes(String label) {
        List<Episode> own = episodes.get(label);
        if (own == null && label.indexOf(':') > 0) {
            own = episodes.get(label.substring(0, label.indexOf(':')));
        }
        return own == null ? List.of() : own;
    }
}
