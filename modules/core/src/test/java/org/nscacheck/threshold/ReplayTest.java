/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nscacheck.threshold.Runs.MINUTE;
import static org.nscacheck.threshold.Runs.START;
import static org.nscacheck.threshold.Runs.SUBJECT;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Range;
import org.nscacheck.Status;
import org.nscacheck.Uom;

class ReplayTest {

    private static Instant minute(int minute) {
        return START.plus(MINUTE.multipliedBy(minute));
    }

    private static List<Measured> values(Integer... used) {
        List<Measured> all = new ArrayList<>();
        for (Integer value : used) {
            all.add(new Measured(minute(all.size()), PerfData.of(Metric.of("used", value))));
        }
        return all;
    }

    private static Map<String, List<Episode>> replay(String rule, List<Measured> past) {
        RuleBook book = RuleBook.of(List.of(Runs.named("new", rule)));
        return Replay.of(book.rulesFor(SUBJECT), Runs.named("new", rule).id(), past);
    }

    @Test
    void aBadTimeLastsFromItsFirstValueToTheValueThatEndsIt() {
        assertThat(replay("warning-max=80 failure-max=90", values(10, 85, 85, 95, 10, 10, 81)))
                .containsOnly(Map.entry(
                        "used",
                        List.of(
                                new Episode(Level.WARNING, minute(1), minute(3)),
                                new Episode(Level.FAILURE, minute(3), minute(4)),
                                new Episode(Level.WARNING, minute(6), minute(6)))));
    }

    @Test
    void hitsAndHysteresisCountAsTheyWouldHaveDone() {
        assertThat(replay("failure-max=90 hits=3", values(95, 95, 10, 95, 95, 95, 10))
                        .get("used"))
                .containsExactly(new Episode(Level.FAILURE, minute(5), minute(6)));
        assertThat(replay("failure-max=90 hysteresis=5", values(95, 88, 86, 84)).get("used"))
                .containsExactly(new Episode(Level.FAILURE, minute(0), minute(3)));
    }

    @Test
    void aMetricThatWasAlwaysGoodHasNoBadTimeAndOneThatIsNotJudgedIsLeftOut() {
        assertThat(replay("failure-max=90", values(1, 2))).containsOnly(Map.entry("used", List.of()));
        assertThat(replay("label=free failure-max=90", values(95))).isEmpty();
        assertThat(replay("check=disk.space label=free failure-max=90", values(95)))
                .as("named, but never measured")
                .containsOnly(Map.entry("free", List.of()));
    }

    @Test
    void aRuleThatIsOutrankedFindsNothing() {
        RuleBook book = RuleBook.of(
                List.of(Runs.named("general", "failure-max=90"), Runs.named("special", "label=used failure-max=99")));
        List<Measured> past = values(95, 95);
        RuleSet rules = book.rulesFor(SUBJECT);
        assertThat(Replay.of(rules, Runs.named("general", "failure-max=90").id(), past))
                .isEmpty();
        assertThat(rules.judges(
                        Runs.named("special", "label=used failure-max=99").id(), "used"))
                .isTrue();
    }

    @Test
    void findsTheSameAsTheRunsDidOneByOne() {
        RuleBook book = Runs.book("warning-max=60 failure-max=80 hits=2 hysteresis=5 recover-after=2");
        RuleSet rules = book.rulesFor(SUBJECT);
        Random random = new Random(7);
        List<Measured> past = values(random.ints(500, 0, 100).boxed().toArray(Integer[]::new));
        RuleMemory memory = RuleMemory.EMPTY;
        List<Instant> bad = new ArrayList<>();
        for (Measured measured : past) {
            CheckResult result = new CheckResult(Status.OK, "", "", measured.values());
            Judgement judgement = Judge.judge(rules, result, memory, measured.at(), MINUTE);
            memory = RuleMemory.decode(judgement.next().encode());
            if (judgement.status() != Status.OK) {
                bad.add(measured.at());
            }
        }

        List<Episode> found = Replay.of(rules, rules.rules().get(0).id(), past).get("used");

        assertThat(bad).hasSizeBetween(50, 450);
        assertThat(past.stream().map(Measured::at).filter(at -> found.stream()
                        .anyMatch(each -> !at.isBefore(each.from()) && at.isBefore(each.to()))))
                .isEqualTo(bad.contains(minute(499)) ? bad.subList(0, bad.size() - 1) : bad);
    }

    @Test
    void theLimitsOfAGraphAreThoseOfTheMetricAndElseOfItsRules() {
        RuleSet rules = Runs.book("warning-max=2KB failure-max=5KB").rulesFor(SUBJECT);
        Metric plain = new Metric("used", null, Uom.BYTES, null, null, null, null);
        assertThat(rules.limitsOf(plain).warn()).isEqualTo(Range.parse("~:2000"));
        assertThat(rules.limitsOf(plain).crit()).isEqualTo(Range.parse("~:5000"));
        Metric limited = new Metric("used", null, Uom.BYTES, Range.parse("7"), null, null, null);
        assertThat(rules.limitsOf(limited).warn()).isEqualTo(Range.parse("7"));
        assertThat(rules.limitsOf(limited).crit()).isEqualTo(Range.parse("~:5000"));
        assertThat(RuleSet.EMPTY.limitsOf(plain).crit()).isNull();
    }

    @Test
    void theLimitsOfACounterAreOfTheRateThatIsJudged() {
        Metric counter = new Metric("errors", null, Uom.COUNTER, null, null, null, null);
        assertThat(Runs.book("failure-max=0.5")
                        .rulesFor(SUBJECT)
                        .limitsOf(counter)
                        .crit())
                .isEqualTo(Range.parse("~:0.5"));
        assertThat(Runs.book("failure-max=500 rate=false")
                        .rulesFor(SUBJECT)
                        .limitsOf(counter)
                        .crit())
                .isNull();
    }
}
