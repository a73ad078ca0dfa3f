/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All rules there are, found by the check that they match. Immutable. */
public final class RuleBook {

    private final List<CompiledRule> all;
    private final Map<String, List<Place>> byCheck = new HashMap<>();
    private final Map<String, List<Place>> byTag = new HashMap<>();
    private final List<Place> others = new ArrayList<>();

    /** A rule and where it stands among all, because the first of equals decides. */
    private record Place(int order, CompiledRule rule) {}

    private RuleBook(List<CompiledRule> all) {
        this.all = all;
        for (int i = 0; i < all.size(); i++) {
            listFor(all.get(i).match()).add(new Place(i, all.get(i)));
        }
    }

    /** Returns a book of these rules. Where several are equally specific and find a metric equally bad, the first of them is named. */
    public static RuleBook of(Collection<NamedRule> rules) {
        return new RuleBook(rules.stream().map(CompiledRule::of).toList());
    }

    private List<Place> listFor(RuleMatch match) {
        if (match.check() != null && !Glob.isPattern(match.check())) {
            return byCheck.computeIfAbsent(match.check(), key -> new ArrayList<>(1));
        }
        if (match.tag() != null && !Glob.isPattern(match.tag())) {
            return byTag.computeIfAbsent(match.tag(), key -> new ArrayList<>(1));
        }
        return others;
    }

    /** Returns the rules that match a check, whatever label they are about. */
    public RuleSet rulesFor(Subject subject) {
        List<CompiledRule> found = candidates(subject)
                .filter(place -> Matching.matches(place.rule.match(), subject))
                .sorted(Comparator.comparingInt(Place::order))
                .map(Place::rule)
                .toList();
        return found.isEmpty() ? RuleSet.EMPTY : new RuleSet(found);
    }

    private Stream<Place> candidates(Subject subject) {
        Stream<Place> ofCheck = Stream.of(subject.check(), subject.name())
                .distinct()
                .flatMap(check -> byCheck.getOrDefault(check, List.of()).stream());
        Stream<Place> ofTags = subject.tags().stream().flatMap(tag -> byTag.getOrDefault(tag, List.of()).stream());
        return Stream.of(ofCheck, ofTags, others.stream()).flatMap(places -> places);
    }

    /**
     * Returns why each rule applies to a metric or not: those that apply, those that are outranked, and those that do not match, each
     * from the most specific to the least.
     *
     * @param label label of the metric, which need not exist
     */
    public List<Explanation> explain(Subject subject, String label) {
        List<CompiledRule> applying = rulesFor(subject).of(label);
        return all.stream()
                .sorted(Comparator.comparingInt(CompiledRule::rank).reversed())
                .map(rule -> Matching.explain(rule, subject, label, applying))
                .sorted(Comparator.comparing(Explanation::answer))
                .toList();
    }
}
