/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.check.CheckId;
import org.nscacheck.server.ServerId;

/**
 * Decides by the policies: each subject for itself, dependencies among them, then what is due to each recipient together. One for
 * the life of a node. Not thread-safe.
 */
public final class PolicyDecider implements Decider {

    private final Digests digests = new Digests();
    private Policies policies = Policies.NONE;
    private @Nullable Instant lookAgainAt;

    /** Takes other policies from the next look on. */
    public void use(Policies others) {
        policies = others;
    }

    @Override
    public Set<CheckId> parents() {
        return policies.dependencies().stream().map(Dependency::parent).collect(Collectors.toSet());
    }

    /** Returns the earliest time of what the last look wants to see again, or null. */
    @Nullable
    Instant lookAgainAt() {
        return lookAgainAt;
    }

    @Override
    public List<Decided> decide(Look look) {
        Context alone = new Context(policies, look.parents(), Map.of(), look.now());
        List<Decided> first =
                look.open().stream().map(open -> decide(open, alone)).toList();
        Map<ServerId, Instant> gathering = digests.plan(policies.digest(), due(first, look.now()), look.now());
        Context together = alone.gathering(gathering);
        List<Decided> second = first.stream()
                .map(one -> isGathered(one, gathering) ? decide(one.open(), together) : one)
                .toList();
        lookAgainAt = null;
        second.forEach(one ->
                lookAgainAt = LookAgain.earlier(lookAgainAt, one.decisions().lookAgainAt()));
        return inBatches(second, look.now());
    }

    private static Decided decide(Open open, Context context) {
        return new Decided(open, Alerting.decide(open.subject(), open.condition(), context, open.memory()));
    }

    private static Map<ServerId, Digests.Waiting> due(List<Decided> decided, Instant now) {
        Map<ServerId, Digests.Waiting> due = new HashMap<>();
        for (Decided one : decided) {
            for (Tell tell : one.decisions().tells()) {
                Word word = one.open().memory().word(tell.notifier());
                due.merge(tell.notifier(), Digests.Waiting.of(word, now), Digests.Waiting::plus);
            }
        }
        return due;
    }

    private static boolean isGathered(Decided one, Map<ServerId, Instant> gathering) {
        return one.decisions().tells().stream().anyMatch(tell -> gathering.containsKey(tell.notifier()));
    }

    private List<Decided> inBatches(List<Decided> decided, Instant now) {
        Map<ServerId, Integer> words = new HashMap<>();
        decided.forEach(one -> one.decisions().tells().forEach(tell -> words.merge(tell.notifier(), 1, Integer::sum)));
        Map<ServerId, String> batches = new HashMap<>();
        words.forEach(
                (notifier, count) -> batches.put(notifier, digests.told(notifier, count, policies.digest(), now)));
        return decided.stream().map(one -> marked(one, batches)).toList();
    }

    private static Decided marked(Decided one, Map<ServerId, String> batches) {
        List<Decision> decisions = new ArrayList<>();
        for (Decision decision : one.decisions().decisions()) {
            decisions.add(
                    decision instanceof Tell tell
                            ? new Tell(
                                    tell.notifier(),
                                    tell.notification(),
                                    tell.reason(),
                                    batches.getOrDefault(tell.notifier(), ""))
                            : decision);
        }
        return new Decided(
                one.open(),
                new Decisions(decisions, one.decisions().next(), one.decisions().lookAgainAt()));
    }
}
