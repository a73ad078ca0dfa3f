/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checks that there are and what they have measured, found by the rules that are about them. A rule is compared with those checks
 * only that have the key, name, tag, host or metric that it names; one that names nothing exactly is compared with all until one fits.
 * Immutable.
 */
public final class RuleTargets {

    private static final UUID NOBODY = new UUID(0, 0);

    private final List<Target> all;
    private final Map<String, List<Target>> byCheck = new HashMap<>();
    private final Map<String, List<Target>> byTag = new HashMap<>();
    private final Map<String, List<Target>> byHost = new HashMap<>();
    private final Map<String, List<Target>> byLabel = new HashMap<>();
    /** By the names of value lists, for rules in collectd's mode. */
    private final Map<String, List<Target>> byList = new HashMap<>();

    /**
     * A check.
     *
     * @param subject the check
     * @param labels the metrics that it has had
     */
    public record Target(Subject subject, Set<String> labels) {

        public Target {
            labels = Set.copyOf(labels);
        }
    }

    /** Makes targets of checks. */
    public RuleTargets(Collection<Target> targets) {
        all = List.copyOf(targets);
        for (Target each : all) {
            Stream.of(each.subject.check(), each.subject.name()).distinct().forEach(name -> add(byCheck, name, each));
            each.subject.tags().forEach(tag -> add(byTag, tag, each));
            add(byHost, each.subject.host(), each);
            each.labels.forEach(label -> add(byLabel, label, each));
            each.labels.stream().map(ValueLists::listOf).distinct().forEach(list -> add(byList, list, each));
        }
    }

    private static void add(Map<String, List<Target>> to, String name, Target target) {
        to.computeIfAbsent(name, key -> new ArrayList<>(1)).add(target);
    }

    /** Returns whether a rule is about at least one of the checks, whatever that measures. */
    public boolean haveOneFor(ThresholdRule rule) {
        return candidates(rule.match()).stream().anyMatch(target -> Matching.matches(rule.match(), target.subject));
    }

    /** Returns whether a rule is about at least one metric that has been measured. */
    public boolean haveMeasured(ThresholdRule rule) {
        CompiledRule compiled = CompiledRule.of(new NamedRule(NOBODY, "", rule));
        Map<String, List<Target>> measured = compiled.isCollectd() ? byList : byLabel;
        return fewer(candidates(rule.match()), measured, rule.match().label()).stream()
                .filter(target -> Matching.matches(rule.match(), target.subject))
                .anyMatch(target -> target.labels.stream().anyMatch(compiled::matchesLabel));
    }

    private List<Target> candidates(RuleMatch match) {
        return fewer(fewer(fewer(all, byCheck, match.check()), byTag, match.tag()), byHost, match.host());
    }

    /** Returns those that have a name, if that is one and they are fewer. */
    private static List<Target> fewer(List<Target> known, Map<String, List<Target>> named, @Nullable String name) {
        if (name == null || Glob.isPattern(name)) {
            return known;
        }
        List<Target> found = named.getOrDefault(name, List.of());
        return found.size() < known.size() ? found : known;
    }
}
