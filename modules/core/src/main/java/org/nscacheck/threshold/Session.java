/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.Status;
import org.nscacheck.Thresholds;
import org.nscacheck.threshold.RuleMemory.EntryKey;

/** The judgement of one result while it is made. Not thread-safe. */
final class Session {

    final RuleSet rules;
    final RuleMemory before;
    final Instant at;
    private final Duration interval;
    private final CheckResult result;
    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<EntryKey, Remembered> next = new HashMap<>();
    private final Map<String, Thresholds> limits = new HashMap<>();

    Session(RuleSet rules, CheckResult result, RuleMemory before, Instant at, Duration interval) {
        this.rules = rules;
        this.result = result;
        this.before = before;
        this.at = at;
        this.interval = interval;
    }

    Judgement judge() {
        for (Metric metric : result.perfData()) {
            Sample sample = Sample.of(metric, rules.of(metric.label()), before, at);
            samples.put(metric.label(), sample);
        }
        samples.values().forEach(this::judge);
        new CollectdJudge(this).judge(samples.values());
        new MissingMetrics(this).judge();
        verdicts.sort(Comparator.comparing(Verdict::level).reversed());
        return new Judgement(status(), verdicts, next.isEmpty() ? RuleMemory.EMPTY : new RuleMemory(next), limits);
    }

    private void judge(Sample sample) {
        sample.next().ifPresent(raw -> remember(RuleMemory.COUNTERS, sample.label(), raw));
        for (CompiledRule rule : sample.rules()) {
            if (!rule.isCollectd()) {
                SaneJudge.judge(this, rule, sample);
            }
        }
        Thresholds ranges = LimitRanges.of(sample);
        if (ranges != null) {
            limits.put(sample.label(), ranges);
        }
    }

    private Status status() {
        Status worst = result.status();
        for (Verdict verdict : verdicts) {
            worst = worst.worse(verdict.level().status());
        }
        return worst;
    }

    Iterable<Sample> samples() {
        return samples.values();
    }

    boolean has(String label) {
        return samples.containsKey(label);
    }

    boolean remembers(UUID rule, String label) {
        return next.containsKey(new EntryKey(rule, label));
    }

    void remember(UUID rule, String label, Remembered entry) {
        next.put(new EntryKey(rule, label), entry);
    }

    void add(Verdict verdict) {
        verdicts.add(verdict);
    }

    /** Returns whether a metric is missing that was seen last, or looked for first, at this time. */
    boolean isMissing(Remembered entry, CompiledRule rule) {
        if (interval.isZero() || interval.isNegative()) {
            return false;
        }
        double patience = interval.toMillis() * rule.options().timeout().doubleValue();
        return Duration.between(entry.seen(), at).toMillis() >= patience;
    }

    String since(Remembered entry) {
        return Duration.between(entry.seen(), at).toSeconds() + " s";
    }

    /** Tells the end of what a rule held that does not judge the metric any more. */
    void gone(UUID rule, String label, Remembered entry) {
        if (entry.told().isBad()) {
            String text = label + " was a " + Texts.level(entry.told()) + ", and is not judged by this rule any more";
            add(new Verdict(new RuleRef(rule, ""), label, Level.OKAY, text, null, null, true));
        }
    }

    /** Returns whether something is remembered of a metric that is not in the result. */
    boolean isAlive(String label) {
        return remembers(RuleMemory.LISTS, ValueLists.listOf(label))
                || rules.of(label).stream().anyMatch(rule -> remembers(rule.id(), label));
    }

    @Nullable
    Remembered before(UUID rule, String label) {
        return before.get(rule, label);
    }
}
