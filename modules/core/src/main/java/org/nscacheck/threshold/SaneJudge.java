/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.nscacheck.threshold.Remembered.Counts;

/** One metric under one rule of mode {@link Mode#SANE}. */
final class SaneJudge {

    private final CompiledRule rule;
    private final Sample sample;
    private final Remembered old;

    private SaneJudge(CompiledRule rule, Sample sample, Remembered old) {
        this.rule = rule;
        this.sample = sample;
        this.old = old;
    }

    /**
     * What the value alone says.
     *
     * @param level its level
     * @param text where it lies
     * @param value null if there is none
     * @param bound null if it is beyond none
     * @param mendable whether the rule itself is at fault, which is told at once
     */
    private record Finding(
            Level level,
            String text,
            @Nullable BigDecimal value,
            @Nullable BigDecimal bound,
            boolean mendable) {}

    static void judge(Session session, CompiledRule rule, Sample sample) {
        Remembered known = session.before(rule.id(), sample.label());
        Remembered old = known == null ? Remembered.first(session.at) : known;
        SaneJudge judge = new SaneJudge(rule, sample, old);
        Finding finding = judge.find(SaneReading.of(rule, sample, session.samples()));
        if (finding.level == Level.UNDECIDED) {
            session.remember(rule.id(), sample.label(), old.seenAt(session.at));
            session.add(judge.verdict(finding, old.told(), finding.text, false));
            return;
        }
        Counts counts = old.counts()
                .after(finding.level, judge.hits(finding), rule.options().recoverAfter());
        Level now = judge.level(finding, counts);
        session.remember(rule.id(), sample.label(), new Remembered(now, counts, session.at, false, null));
        session.add(
                judge.verdict(finding, now, judge.text(finding, now, counts), judge.isReported(finding.level, now)));
    }

    private Finding find(Reading reading) {
        if (reading instanceof Reading.Known known) {
            return compare(known);
        }
        if (reading instanceof Reading.NotKnown unknown) {
            return new Finding(meaningOfUnknown(), unknown.why(), null, null, false);
        }
        if (reading instanceof Reading.Incomparable fault) {
            return new Finding(Level.UNKNOWN, fault.why(), sample.metric().value(), null, true);
        }
        return new Finding(Level.UNDECIDED, ((Reading.Undecided) reading).why(), null, null, false);
    }

    private Level meaningOfUnknown() {
        return switch (rule.options().nan()) {
            case GOOD -> Level.OKAY;
            case UNKNOWN -> Level.UNKNOWN;
            case BAD -> Level.FAILURE;
        };
    }

    private Finding compare(Reading.Known known) {
        double value = known.compared();
        if (isBad(rule.failure(), value, Level.FAILURE)) {
            return bad(Level.FAILURE, known);
        }
        if (isBad(rule.warning(), value, Level.WARNING)) {
            return bad(Level.WARNING, known);
        }
        return new Finding(Level.OKAY, known.text() + " is within its limits", known.shown(), null, false);
    }

    /** Only a level that a value had is held by the hysteresis; a metric that was missing had none. */
    private boolean isBad(@Nullable Band band, double value, Level level) {
        boolean holds = old.told() == level && !old.missing();
        return band != null && (holds ? band.isStillBad(value) : band.isBad(value));
    }

    private Finding bad(Level level, Reading.Known known) {
        String text = known.text() + " " + Texts.bad(rule, level, known.compared());
        return new Finding(level, text, known.shown(), rule.beyond(level, known.compared()), false);
    }

    private int hits(Finding finding) {
        return finding.mendable ? 1 : Math.max(1, rule.options().hits());
    }

    private Level level(Finding finding, Counts counts) {
        if (finding.level.isBad()) {
            Level reached = counts.reached(hits(finding));
            return reached.isBad() ? reached : old.told();
        }
        boolean holds = old.told().isBad() && counts.good() < rule.options().recoverAfter();
        return holds ? old.told() : Level.OKAY;
    }

    private boolean isReported(Level found, Level now) {
        boolean isChange = now != old.told() && (now.isBad() || old.told().isBad());
        boolean isRepeated = found.isBad() && now.isBad() && rule.options().persist();
        return isChange
                || isRepeated
                || (now == Level.OKAY && !found.isBad() && rule.options().persistOk());
    }

    private String text(Finding finding, Level now, Counts counts) {
        if (finding.level.isBad()) {
            int count = counts.count(finding.level);
            int hits = hits(finding);
            return count < hits ? finding.text + " (" + count + " of " + hits + " in a row)" : finding.text;
        }
        if (now.isBad()) {
            return finding.text + " again (" + counts.good() + " of "
                    + rule.options().recoverAfter() + " good values in a row)";
        }
        if (old.missing()) {
            return "is no longer missing: " + finding.text;
        }
        return old.told().isBad() ? finding.text + " again" : finding.text;
    }

    private Verdict verdict(Finding finding, Level level, String text, boolean reported) {
        return new Verdict(
                rule.named().ref(),
                sample.label(),
                level,
                sample.label() + " " + text,
                finding.value,
                finding.bound,
                reported);
    }
}
