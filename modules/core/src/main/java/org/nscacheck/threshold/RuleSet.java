/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.nscacheck.Metric;
import org.nscacheck.Thresholds;

/** The rules that match one check. Immutable; worth keeping until a rule or the check changes. */
public final class RuleSet {

    private static final Comparator<CompiledRule> MOST_SPECIFIC_FIRST =
            Comparator.comparingInt(CompiledRule::rank).reversed();

    /** No rule at all. */
    public static final RuleSet EMPTY = new RuleSet(List.of());

    private final List<CompiledRule> rules;
    private final Map<String, List<CompiledRule>> byExactLabel = new HashMap<>();
    private final List<CompiledRule> others = new ArrayList<>();
    private final List<CompiledRule> expecting;

    /** @param matching in the order in which they were given to the book, which decides between equals */
    RuleSet(List<CompiledRule> matching) {
        rules = matching.stream().sorted(MOST_SPECIFIC_FIRST).toList();
        for (CompiledRule rule : rules) {
            String label = rule.match().label();
            if (label != null && rule.match().hasExactLabel()) {
                byExactLabel.computeIfAbsent(label, key -> new ArrayList<>(1)).add(rule);
            } else {
                others.add(rule);
            }
        }
        expecting = rules.stream().filter(CompiledRule::expectsItsMetric).toList();
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Returns the rules with their names, the most specific first. */
    public List<NamedRule> rules() {
        return rules.stream().map(CompiledRule::named).toList();
    }

    /** Returns a text that is the same as long as no rule of these has changed. */
    public String fingerprint() {
        return rules.stream()
                .map(CompiledRule::named)
                .map(rule -> rule.id() + " " + rule.name() + " " + RuleText.write(rule.rule()))
                .collect(Collectors.joining("|"));
    }

    /** Returns whether a rule of these judges a metric: it matches, and no other outranks it. */
    public boolean judges(UUID rule, String label) {
        return of(label).stream().anyMatch(each -> each.id().equals(rule));
    }

    /**
     * Returns the limits that a graph of a metric shows: its own, and where it has none those of the rules that judge it, in its unit.
     * Limits of a rate are per second, and limits that no graph of the metric can show are left out.
     */
    public Thresholds limitsOf(Metric metric) {
        Thresholds ofRules = LimitRanges.shown(Sample.of(metric, of(metric.label()), RuleMemory.EMPTY, Instant.EPOCH));
        return new Thresholds(
                metric.warn() == null ? ofRules.warn() : metric.warn(),
                metric.crit() == null ? ofRules.crit() : metric.crit());
    }

    /** Returns the rules that miss their metric even if it was never seen. */
    List<CompiledRule> expecting() {
        return expecting;
    }

    /** Returns the most specific rules that match a metric; several if they are equally specific. */
    List<CompiledRule> of(String label) {
        List<CompiledRule> found = new ArrayList<>(2);
        List<CompiledRule> exact = byExactLabel.getOrDefault(label, List.of());
        addBest(found, exact, label);
        String list = ValueLists.listOf(label);
        if (list.length() < label.length()) {
            addBest(found, byExactLabel.getOrDefault(list, List.of()), label);
        }
        addBest(found, others, label);
        return found;
    }

    private static void addBest(List<CompiledRule> best, List<CompiledRule> sorted, String label) {
        for (CompiledRule rule : sorted) {
            int least = best.isEmpty() ? 0 : best.get(0).rank();
            if (rule.rank() < least) {
                return;
            }
            if (rule.matchesLabel(label)) {
                if (rule.rank() > least) {
                    best.clear();
                }
                best.add(rule);
            }
        }
    }
}
