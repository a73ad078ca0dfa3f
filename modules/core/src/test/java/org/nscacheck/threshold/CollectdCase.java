/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Uom;

/**
 * Rules and a series of values for one check, to be judged by collectd and by us. Host, plugin and type are the case's own, so that many
 * fit into one collectd: host {@code h7}, plugin {@code p7} (our tag), instance {@code i} (our check is {@code p7-i}), type {@code t7};
 * the type instance is the label.
 *
 * @param number makes its names unique
 * @param kind of its type
 * @param rules in the order of the configuration
 * @param steps values by step; a null step is one in which all are missing
 */
record CollectdCase(int number, Kind kind, List<ThresholdRule> rules, List<@Nullable Step> steps) {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Instant START = Instant.ofEpochSecond(1_100_000_000);

    /** Sources of a type, and its line in {@code types.db} without the name. */
    enum Kind {
        GAUGE("value:GAUGE:U:U"),
        BOUNDED("value:GAUGE:0:100"),
        TWO("a:GAUGE:U:U, b:GAUGE:U:U"),
        COUNTER("value:COUNTER:U:U");

        final String sources;

        Kind(String sources) {
            this.sources = sources;
        }

        int count() {
            return this == TWO ? 2 : 1;
        }
    }

    /** One value list in one step: values of its sources, null for unknown. */
    record Values(String label, List<@Nullable BigDecimal> values) {

        String text() {
            List<String> texts = new ArrayList<>();
            values.forEach(value -> texts.add(value == null ? "U" : value.toPlainString()));
            return String.join(":", texts);
        }
    }

    /** The value lists of one step. */
    record Step(List<Values> lists) {}

    /** A notification, as the step it came at, the label of its list, and its severity. */
    record Told(int step, String label, String severity) {}

    boolean hasGap() {
        return steps.contains(null);
    }

    /** Returns the step in which all are missing, or how many there are if there is no such. */
    int gap() {
        int gap = steps.indexOf(null);
        return gap < 0 ? steps.size() : gap;
    }

    String host() {
        return "h" + number;
    }

    String identifier(String label) {
        return host() + "/p" + number + "-i/t" + number + "-" + label;
    }

    CollectdCase withKind(Kind other) {
        return new CollectdCase(number, other, rules, steps);
    }

    CollectdCase withRulesReversed() {
        List<ThresholdRule> reversed = new ArrayList<>(rules);
        Collections.reverse(reversed);
        return new CollectdCase(number, kind, reversed, steps);
    }

    CollectdCase withUnknownAs(BigDecimal number) {
        return withLists(list -> new Values(
                list.label(),
                list.values().stream()
                        .map(value -> value == null ? number : value)
                        .toList()));
    }

    private CollectdCase withLists(UnaryOperator<Values> change) {
        List<@Nullable Step> changed = new ArrayList<>();
        for (Step step : steps) {
            changed.add(
                    step == null
                            ? null
                            : new Step(step.lists().stream().map(change).toList()));
        }
        return new CollectdCase(number, kind, rules, changed);
    }

    /** Returns the time of a step; the two intervals after which a value is missing pass before a gap. */
    Instant time(int step) {
        long gaps =
                steps.subList(0, step + 1).stream().filter(each -> each == null).count();
        return START.plus(INTERVAL.multipliedBy(step + gaps));
    }

    /** Judges all steps by our rules, each of them changed. */
    List<Told> judge(UnaryOperator<ThresholdRule> change) {
        List<NamedRule> named = new ArrayList<>();
        for (ThresholdRule rule : rules) {
            String name = "rule " + named.size();
            named.add(new NamedRule(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), name, change.apply(rule)));
        }
        Subject subject = new Subject(host(), "p" + number + "-i", Set.of("p" + number));
        return judge(RuleBook.of(named).rulesFor(subject));
    }

    private List<Told> judge(RuleSet set) {
        List<Told> told = new ArrayList<>();
        RuleMemory memory = RuleMemory.EMPTY;
        for (int step = 0; step < steps.size(); step++) {
            Judgement judgement = Judge.judge(set, result(steps.get(step)), memory, time(step), INTERVAL);
            memory = RuleMemory.decode(judgement.next().encode());
            for (Verdict verdict : judgement.verdicts()) {
                if (verdict.reported()) {
                    told.add(new Told(step, verdict.label(), verdict.level().name()));
                }
            }
        }
        return told;
    }

    private CheckResult result(@Nullable Step step) {
        List<Metric> metrics = new ArrayList<>();
        if (step != null) {
            step.lists().forEach(list -> addMetrics(list, metrics));
        }
        return new CheckResult(Status.OK, "", "", new PerfData(metrics, List.of()));
    }

    private void addMetrics(Values list, List<Metric> metrics) {
        for (int i = 0; i < kind.count(); i++) {
            String label = kind == Kind.TWO ? list.label() + ":" + "ab".charAt(i) : list.label();
            boolean bounded = kind == Kind.BOUNDED;
            metrics.add(new Metric(
                    label,
                    list.values().get(i),
                    kind == Kind.COUNTER ? Uom.COUNTER : Uom.NONE,
                    null,
                    null,
                    bounded ? BigDecimal.ZERO : null,
                    bounded ? BigDecimal.valueOf(100) : null));
        }
    }
}
