/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.threshold.RuleMemory.EntryKey;

/**
 * Metrics under rules of mode {@link Mode#SANE} that are not in the result, and memories whose rule does not apply any more. A metric is
 * missed if the rule judged it before, or if the rule names
 * exactly this metric of this check.
 */
final class MissingMetrics {

    /** More are not missed, so that a check whose labels always change has an end. */
    static final int MOST = 1_000;

    private final Session session;

    MissingMetrics(Session session) {
        this.session = session;
    }

    void judge() {
        List<Map.Entry<EntryKey, Remembered>> unseen = unseen();
        for (int i = 0; i < unseen.size(); i++) {
            EntryKey key = unseen.get(i).getKey();
            if (i < MOST) {
                judge(key.rule(), key.label(), unseen.get(i).getValue());
            } else {
                session.gone(key.rule(), key.label(), unseen.get(i).getValue());
            }
        }
        session.rules.expecting().forEach(this::expect);
        keepCounters();
    }

    /** Returns what was not judged this time; the last seen first if there is too much of it. */
    private List<Map.Entry<EntryKey, Remembered>> unseen() {
        List<Map.Entry<EntryKey, Remembered>> unseen = new ArrayList<>();
        for (Map.Entry<EntryKey, Remembered> entry : session.before.entries().entrySet()) {
            EntryKey key = entry.getKey();
            if (isOfRule(key.rule()) && !session.remembers(key.rule(), key.label())) {
                unseen.add(entry);
            }
        }
        if (unseen.size() > MOST) {
            unseen.sort(Comparator.comparing(entry -> entry.getValue().seen(), Comparator.reverseOrder()));
        }
        return unseen;
    }

    /** Looks for the metric of a rule that names exactly one. */
    private void expect(CompiledRule rule) {
        String label = rule.match().label();
        if (label != null && isMissed(rule, label)) {
            session.remember(rule.id(), label, Remembered.first(session.at));
            add(rule, label, Level.UNDECIDED, "has never been in a result", false);
        }
    }

    private void keepCounters() {
        for (Map.Entry<EntryKey, Remembered> entry : session.before.entries().entrySet()) {
            EntryKey key = entry.getKey();
            if (key.rule().equals(RuleMemory.COUNTERS) && !session.has(key.label()) && session.isAlive(key.label())) {
                session.remember(key.rule(), key.label(), entry.getValue());
            }
        }
    }

    private static boolean isOfRule(UUID id) {
        return !id.equals(RuleMemory.COUNTERS) && !id.equals(RuleMemory.LISTS);
    }

    private boolean isMissed(CompiledRule rule, String label) {
        return session.before(rule.id(), label) == null
                && !session.has(label)
                && session.rules.of(label).contains(rule);
    }

    private void judge(UUID id, String label, Remembered entry) {
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
