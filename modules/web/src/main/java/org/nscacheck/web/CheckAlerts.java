/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckSummary;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.RecordedRun;
import org.nscacheck.admin.RuleOverview;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.SubjectKey;

/** What the page of a check shows of threshold rules and notifications. */
record CheckAlerts(Screens screens, Actor actor) {

    private static final int LINES = 20;

    /** Returns the rules about each metric of the check's last result. */
    List<RuleRow> rules(CheckView view, List<RecordedRun> runs) {
        CheckResult result = runs.isEmpty() ? null : runs.get(0).run().result();
        List<String> labels = result == null
                ? List.of()
                : StreamSupport.stream(result.perfData().spliterator(), false)
                        .map(Metric::label)
                        .toList();
        List<RuleRow> rows = new ArrayList<>();
        if (!labels.isEmpty()) {
            new RuleOverview(screens.policies(), screens.overview())
                    .explain(actor, view, labels)
                    .forEach((label, why) -> rows.add(RuleRow.of(view.stored().name(), label, why)));
        }
        return rows;
    }

    /** Returns the newest of what was told of the check and what was held back, on whichever node it runs. */
    List<NotedRow> history(CheckView view) {
        AlertContext context = AlertContext.of(screens, actor, List.of());
        Set<String> nodes = view.summaries().stream().map(CheckSummary::node).collect(Collectors.toSet());
        return nodes.stream()
                .map(node -> new SubjectKey(view.stored().id(), node))
                .flatMap(subject -> screens.alerts().history(actor, subject, LINES).stream())
                .sorted(Comparator.comparing(Noted::at).reversed())
                .limit(LINES)
                .map(noted -> NotedRow.of(noted, context))
                .toList();
    }
}
