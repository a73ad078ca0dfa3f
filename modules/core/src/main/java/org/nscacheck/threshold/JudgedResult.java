/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Thresholds;

/** A result with what the rules say about it. */
final class JudgedResult {

    private final Judgement judgement;
    private final List<Verdict> bad;

    JudgedResult(Judgement judgement) {
        this.judgement = judgement;
        this.bad = judgement.verdicts().stream()
                .filter(verdict -> verdict.level().isBad())
                .toList();
    }

    CheckResult of(CheckResult result) {
        boolean decides = !bad.isEmpty() && isWorse(bad.get(0).level().status(), result.status());
        List<Verdict> below = decides ? bad.subList(1, bad.size()) : bad;
        String message = decides ? join("; ", Stream.of(sentence(bad.get(0)), result.message())) : result.message();
        Stream<String> lines =
                Stream.concat(Stream.of(result.longOutput()), below.stream().map(JudgedResult::sentence));
        return new CheckResult(
                result.status().worse(judgement.status()), message, join("\n", lines), withLimits(result.perfData()));
    }

    private static boolean isWorse(Status one, Status other) {
        return one != other && one.worse(other) == one;
    }

    private static String join(String between, Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(between));
    }

    private static String sentence(Verdict verdict) {
        return RuleMark.sentence(verdict.text(), verdict.rule().name());
    }

    private PerfData withLimits(PerfData perfData) {
        if (judgement.limits().isEmpty()) {
            return perfData;
        }
        return new PerfData(perfData.metrics().stream().map(this::withLimits).toList(), perfData.faults());
    }

    private Metric withLimits(Metric metric) {
        Thresholds limits = judgement.limits().get(metric.label());
        return limits == null
                ? metric
                : new Metric(
                        metric.label(),
                        metric.value(),
                        metric.uom(),
                        metric.warn() == null ? limits.warn() : metric.warn(),
                        metric.crit() == null ? limits.crit() : metric.crit(),
                        metric.min(),
                        metric.max());
    }
}
