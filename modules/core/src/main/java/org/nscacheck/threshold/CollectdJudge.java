/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.nscacheck.threshold.RuleMemory.LISTS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Value lists under the rules of collectd's mode: groups metrics into lists, and looks for lists that are missing. */
final class CollectdJudge {

    private final Session session;

    CollectdJudge(Session session) {
        this.session = session;
    }

    void judge(Collection<Sample> samples) {
        Map<String, List<Sample>> lists = new LinkedHashMap<>();
        for (Sample sample : samples) {
            if (!collectdOnly(sample.rules()).isEmpty()) {
                lists.computeIfAbsent(ValueLists.listOf(sample.label()), key -> new ArrayList<>(1))
                        .add(sample);
            }
        }
        lists.forEach(this::judgeList);
        session.before.entries().forEach((key, entry) -> {
            if (key.rule().equals(LISTS) && !lists.containsKey(key.label())) {
                absent(key.label(), entry);
            }
        });
    }

    private static List<CompiledRule> collectdOnly(List<CompiledRule> rules) {
        return rules.stream().filter(CompiledRule::isCollectd).toList();
    }

    private void judgeList(String list, List<Sample> sources) {
        Remembered known = session.before(LISTS, list);
        Remembered old = known == null ? Remembered.first(session.at) : known;
        List<CompiledRule> rules = collectdOnly(sources.get(0).rules());
        CollectdList judge = new CollectdList(list, sources, old);
        session.add(judge.judge(rules));
        session.remember(LISTS, list, judge.next(session.at));
    }

    /** A list that is missing is forgotten, so that it is new when it comes back. */
    private void absent(String list, Remembered entry) {
        List<CompiledRule> rules = collectdOnly(session.rules.of(list));
        if (rules.isEmpty()) {
            session.gone(LISTS, list, entry);
            return;
        }
        CompiledRule first = rules.get(0);
        if (!session.isMissing(entry, first)) {
            session.remember(LISTS, list, entry);
            session.add(verdict(first, list, entry.told(), list + " is not in this result", false));
        } else if (first.options().interesting()) {
            session.add(verdict(
                    first, list, Level.FAILURE, list + " has not been reported for " + session.since(entry), true));
        }
    }

    private static Verdict verdict(CompiledRule rule, String list, Level level, String text, boolean reported) {
        return new Verdict(rule.named().ref(), list, level, text, null, null, reported);
    }
}
