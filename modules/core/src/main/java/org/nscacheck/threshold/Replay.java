/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;

/**
 * Runs rules against what was measured: when would one of them have reported what? Values are judged as those of a run are, with hits,
 * hysteresis and all else, only that no metric is ever missing: of a run that measured nothing, nothing is known. Pure.
 */
public final class Replay {

    private final UUID rule;
    private final Map<String, Track> tracks = new LinkedHashMap<>();

    private Replay(UUID rule) {
        this.rule = rule;
    }

    /**
     * Returns what one rule would have found.
     *
     * @param rules the rules of the check, that one among them; another one may outrank it, and then it finds nothing
     * @param rule id of the rule
     * @param past what was measured, the oldest first
     * @return the bad times by the label of the metric, the oldest first; a metric that the rule did not judge is left out, and one that
     *     was always good has none
     */
    public static Map<String, List<Episode>> of(RuleSet rules, UUID rule, Iterable<Measured> past) {
        Replay replay = new Replay(rule);
        RuleMemory memory = RuleMemory.EMPTY;
        for (Measured measured : past) {
            CheckResult result = new CheckResult(Status.OK, "", "", measured.values());
            Judgement judgement = Judge.judge(rules, result, memory, measured.at(), Duration.ZERO);
            memory = judgement.next();
            replay.note(measured.at(), judgement.verdicts());
        }
        Map<String, List<Episode>> found = new LinkedHashMap<>();
        replay.tracks.forEach((label, track) -> found.put(label, track.end()));
        return found;
    }

    private void note(Instant at, List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            if (verdict.rule().id().equals(rule)) {
                tracks.computeIfAbsent(verdict.label(), label -> new Track()).note(at, verdict.level());
            }
        }
    }

    /** One metric while its values pass by. */
    private static final class Track {

        private final List<Episode> episodes = new ArrayList<>();
        private @Nullable Episode open;
        private Instant last = Instant.MIN;

        void note(Instant at, Level level) {
            Episode before = open;
            last = at;
            if (before != null && before.level() == level) {
                return;
            }
            close(at);
            open = level.isBad() ? new Episode(level, at, at) : null;
        }

        private void close(Instant at) {
            Episode before = open;
            if (before != null) {
                episodes.add(new Episode(before.level(), before.from(), at));
            }
        }

        List<Episode> end() {
            close(last);
            open = null;
            return List.copyOf(episodes);
        }
    }
}
