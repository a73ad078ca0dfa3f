/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.StoredRules;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.threshold.Explanation;
import org.nscacheck.threshold.NamedRule;
import org.nscacheck.threshold.Percentage;
import org.nscacheck.threshold.RuleBook;
import org.nscacheck.threshold.RuleSet;
import org.nscacheck.threshold.RuleText;
import org.nscacheck.threshold.Subject;
import org.nscacheck.threshold.ThresholdRule;

/** Tries a threshold rule on the history before it is saved: what would it have reported? Thread-safe; nothing is stored. */
public final class RuleReplay {

    /** Most metrics that are replayed at once; a rule may match thousands. */
    public static final int MOST = 12;

    private final PolicyAdministration policies;
    private final Overview overview;

    public RuleReplay(PolicyAdministration policies, Overview overview) {
        this.policies = policies;
        this.overview = overview;
    }

    /**
     * What came of it.
     *
     * @param metrics those that the rule matches, in the order of checks, nodes and labels; at most {@link #MOST}
     * @param more how many more it matches
     */
    public record Outcome(List<ReplayedMetric> metrics, int more) {

        public Outcome {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * Judges the past by a rule as if it had been active, beside all other rules as they are.
     *
     * @param draft the rule, stored or not
     * @param from begin of the past
     * @param to its end
     * @throws NotPermittedException unless the actor may view
     * @throws FaultyConfigurationException with all that is wrong with the rule
     */
    public Outcome replay(Actor actor, Policy draft, Instant from, Instant to) {
        FaultyConfigurationException.throwIfAny(policies.type(PolicyKind.RULE).faults(draft));
        ThresholdRule rule = RuleText.parse(draft.settings());
        RuleBook book = bookWith(actor, draft);
        List<Candidate> candidates = candidates(actor, draft, rule, book);
        List<Candidate> wanted = candidates.subList(0, Math.min(MOST, candidates.size()));
        Period period = new Period(actor, from, to);
        Map<Place, PlaceReplay> replays = new LinkedHashMap<>();
        List<ReplayedMetric> metrics = new ArrayList<>();
        for (Candidate candidate : wanted) {
            PlaceReplay replay = replays.computeIfAbsent(
                    candidate.place(),
                    place -> replay(period, place, wanted, draft.id().value()));
            metrics.add(replay.of(candidate.series(), candidate.outranked()));
        }
        return new Outcome(metrics, candidates.size() - wanted.size());
    }

    /** A share of a sum needs all parts of the sum; any other rule looks at its own metrics only. */
    private PlaceReplay replay(Period period, Place place, List<Candidate> wanted, UUID rule) {
        List<MetricSeries> some = place.needsAll()
                ? overview.series(period.actor, place.view().stored().id())
                : wanted.stream()
                        .filter(candidate -> candidate.place.equals(place))
                        .map(Candidate::series)
                        .toList();
        Map<MetricSeries, PastValues> values = new LinkedHashMap<>();
        some.stream()
                .filter(series -> series.node().equals(place.node))
                .forEach(series ->
                        values.put(series, PastValues.read(overview, period.actor, series, period.from, period.to)));
        return PlaceReplay.of(place.view(), place.node, place.rules, rule, values);
    }

    private RuleBook bookWith(Actor actor, Policy draft) {
        List<Policy> stored = new ArrayList<>(policies.findAll(actor, PolicyKind.RULE));
        stored.removeIf(policy -> policy.id().equals(draft.id()));
        stored.add(draft.active(true));
        return StoredRules.bookOf(stored);
    }

    /** A metric that the rule matches, and the rules that judge its check. */
    private record Candidate(Place place, MetricSeries series, String outranked) {}

    /** A check on a node. */
    private record Place(CheckView view, String node, RuleSet rules, boolean needsAll) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place that
                    && view.stored().id().equals(that.view.stored().id())
                    && node.equals(that.node);
        }

        @Override
        public int hashCode() {
            return node.hashCode();
        }
    }

    private record Period(Actor actor, Instant from, Instant to) {}

    private List<Candidate> candidates(Actor actor, Policy draft, ThresholdRule rule, RuleBook book) {
        RuleBook alone = RuleBook.of(List.of(new NamedRule(draft.id().value(), draft.name(), rule)));
        boolean needsAll =
                rule.options().percentage() == Percentage.SUM || rule.options().percentage() == Percentage.ALL;
        List<Candidate> found = new ArrayList<>();
        for (CheckView check : overview.checks(actor)) {
            Subject subject = RuleOverview.subject(check);
            if (alone.rulesFor(subject).isEmpty()) {
                continue;
            }
            RuleSet rules = book.rulesFor(subject);
            for (MetricSeries series : overview.series(actor, check.stored().id())) {
                if (alone.rulesFor(subject).judges(draft.id().value(), series.label())) {
                    String outranked =
                            outranked(book, subject, series.label(), draft.id().value());
                    found.add(new Candidate(new Place(check, series.node(), rules, needsAll), series, outranked));
                }
            }
        }
        return found;
    }

    private static String outranked(RuleBook book, Subject subject, String label, UUID rule) {
        return book.explain(subject, label).stream()
                .filter(explanation -> explanation.rule().id().equals(rule))
                .filter(explanation -> explanation.answer() == Explanation.Answer.OUTRANKED)
                .map(Explanation::why)
                .findFirst()
                .orElse("");
    }
}
