/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.UUID;

/**
 * Metrics under rules of mode {@link Mode#SANE} that are not in the result, and memories whose rule does not apply any more. A metric is
 * missed if the rule judged it before, or if the rule names exactly this one.
 */
final class MissingMetrics {

    private final Session session;

    MissingMetrics(Session session) {
        this.session = session;
    }

    void judge() {
        session.before.entries().forEach((key, entry) -> {
            if (isOfRule(key.rule()) && !session.remembers(key.rule(), key.label())) {
                unseen(key.rule(), key.label(), entry);
            }
        });
        for (CompiledRule rule : session.rules.compiled()) {
            String label = rule.match().label();
            if (label != null && isMissed(rule, label)) {
                session.remember(rule.id(), label, Remembered.first(session.at));
                add(rule, label, Level.UNDECIDED, "has never been in a result", false);
            }
        }
        session.before.entries().forEach((key, entry) -> {
            if (key.rule().equals(RuleMemory.COUNTERS) && !session.has(key.label()) && session.isAlive(key.label())) {
                session.remember(key.rule(), key.label(), entry);
            }
        });
    }

    private static boolean isOfRule(UUID id) {
        return !id.equals(RuleMemory.COUNTERS) && !id.equals(RuleMemory.LISTS);
    }

    private boolean isMissed(CompiledRule rule, String label) {
        return !rule.isCollectd()
                && rule.match().hasExactLabel()
                && rule.options().interesting()
                && session.before(rule.id(), label) == null
                && !session.has(label)
                && session.rules.of(label).contains(rule);
    }

    private void unseen(UUID id, String label, Remembered entry) {
        for (CompiledRule rule : session.rules.of(label)) {
            if (rule.id().equals(id) && !rule.isCollectd() && !session.has(label)) {
                absent(rule, label, entry);
                return;
            }
        }
        session.gone(id, label, entry);
    }

    private void absent(CompiledRule rule, String label, Remembered entry) {
        boolean isMissing = entry.missing() || session.isMissing(entry, rule);
        if (!isMissing) {
            session.remember(rule.id(), label, entry);
            add(rule, label, entry.told(), "is not in this result", false);
        } else if (rule.options().interesting()) {
            session.remember(
                    rule.id(), label, new Remembered(Level.FAILURE, Remembered.Counts.ZERO, entry.seen(), true, null));
            boolean reported = !entry.missing() || rule.options().persist();
            add(rule, label, Level.FAILURE, "is missing, not reported for " + session.since(entry), reported);
        } else if (entry.told().isBad()) {
            add(rule, label, Level.OKAY, "is no longer reported, which this rule takes for good", true);
        }
    }

    private void add(CompiledRule rule, String label, Level level, String text, boolean reported) {
        session.add(new Verdict(rule.named().ref(), label, level, label + " " + text, null, null, reported));
    }
}
