/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where the default mode is not like collectd: each difference that {@code docs/thresholds.md} lists, in its order, with what collectd
 * does beside it. Letters as in {@link Runs#letters}; that the lower one is collectd's is what {@link CollectdTest} shows.
 */
class DifferencesFromCollectdTest {

    private static final String COLLECTD = " mode=collectd";

    private static void differs(String rule, String values, String sane, String collectd) {
        assertThat(new Runs(rule).letters(values)).as("sane").isEqualTo(sane);
        assertThat(new Runs(rule + COLLECTD).letters(values)).as("collectd").isEqualTo(collectd);
    }

    @Test
    void hitsNIsReportedAtTheNthValueNotTheOneAfterTheNext() {
        differs("failure-max=10 hits=3", "11 11 11 11 11", "uuFff", "uuuuF");
    }

    @Test
    void hitsAreCountedPerLevelNotAnewAfterEachReport() {
        differs("warning-max=10 failure-max=20 hits=1", "11 11 11 21 21 21", "WwwFff", "uuWwwF");
    }

    @Test
    void persistWithHitsTellsEachValueNotEachNPlusSecond() {
        differs("failure-max=10 hits=1 persist=true", "11 11 11 11 11 11", "FFFFFF", "uuFffF");
    }

    @Test
    void goodValuesDoNotCountAsHits() {
        differs("failure-max=10 hits=1 persist-ok=true persist=true", "11 1 1 1", "FOOO", "uuOo");
    }

    @Test
    void persistOkWorksWithoutPersist() {
        differs("failure-max=10 persist-ok=true", "1 1 1", "OOO", "Ooo");
    }

    @Test
    void theFirstGoodValueIsNotTold() {
        differs("failure-max=10", "1 1", "oo", "Oo");
    }

    @Test
    void invertedALevelWithoutBoundsIsNoRuleNotAFailure() {
        differs("warning-min=10 warning-max=20 invert=true", "5 10 25", "oWO", "Fff");
    }

    @Test
    void invertedHysteresisWidensWhatIsBadInsteadOfNarrowingIt() {
        differs(
                "failure-min=10 failure-max=20 warning-min=10 warning-max=20 invert=true hysteresis=2",
                "10 9 11",
                "Fff",
                "FOF");
        differs(
                "failure-min=10 failure-max=20 warning-min=0 warning-max=1 invert=true hysteresis=2",
                "15 11 19",
                "Fff",
                "FOF");
    }

    @Test
    void anUnknownValueIsUnknownNotGoodOrBad() {
        differs("failure-max=10", "U", "N", "O");
        differs("failure-max=10 failure-min=0 warning-max=0 invert=true", "U", "N", "F");
    }

    @Test
    void aPercentageOfNothingIsUnknownNotGood() {
        differs("label=x* failure-max=10 percentage=sum", "0", "N", "O");
    }

    @Test
    void aMissingMetricStaysAFailureUntilItReturns() {
        differs("failure-max=10", "1 - - - - 1", "ooFffO", "OoFO");
    }

    @Test
    void aMissingMetricIsRepeatedWithPersist() {
        differs("failure-max=10 persist=true", "1 - - - 1", "ooFFO", "OoFO");
    }

    @Test
    void aMetricThatWasNeverSeenIsMissedIfItIsNamed() {
        differs("check=disk.space label=x failure-max=10", "- - - -", "uuFf", "");
    }

    @Test
    void aCounterThatBeginsAnewIsUndecidedNotAHugeRate() {
        differs("failure-max=10", "1000c 1060c 10c 70c", "uooo", "OoFO");
    }

    @Test
    void eachMetricHasAStateOfItsOwnNotOneForTheList() {
        String rule = "label=x* failure-max=10";
        Runs sane = new Runs(rule);
        Runs collectd = new Runs(rule + COLLECTD);
        for (Runs runs : List.of(sane, collectd)) {
            runs.of("x:a=11", "x:b=1");
        }

        assertThat(sane.of("x:a=11", "x:b=11").verdicts())
                .extracting(Verdict::reported)
                .containsExactlyInAnyOrder(true, false);
        assertThat(collectd.of("x:a=11", "x:b=11").verdicts())
                .extracting(Verdict::reported)
                .containsExactly(false);
    }

    @Test
    void eachOfSeveralRulesHasAStateOfItsOwn() {
        String[] rules = {"failure-max=20 hits=1", "warning-max=10 hits=1"};
        Runs sane = new Runs(rules);
        Runs collectd = new Runs(rules[0] + COLLECTD, rules[1] + COLLECTD);

        assertThat(sane.of("x=21").verdicts()).hasSize(2).allMatch(Verdict::reported);
        assertThat(collectd.of("x=21").verdicts()).hasSize(1).noneMatch(Verdict::reported);
    }

    @Test
    void sumsAreExactNotOfDoubles() {
        differs("failure-max=0.3 hysteresis=0.1", "0.31 0.2", "FO", "Ff");
    }

    @Test
    void patternsMatchInBothModes() {
        assertThat(new Runs("check=disk.* label=x* failure-max=1").letters("2")).isEqualTo("F");
        assertThat(new Runs("check=disk.* label=x* failure-max=1" + COLLECTD).letters("2"))
                .isEqualTo("F");
    }

    @Test
    void unitsAreComparedNotIgnored() {
        assertThat(new Runs("failure-max=5GB").letters("4900MB 5100MB")).isEqualTo("oF");
        assertThat(new Runs("failure-max=5000" + COLLECTD).letters("4900MB 5100KB"))
                .isEqualTo("OF");
    }

    @Test
    void aRuleWithoutLimitsIsRefused() {
        assertThatThrownBy(() -> Runs.rule("label=x")).hasMessageContaining("a rule needs a limit");
        assertThat(Runs.rule("label=x" + COLLECTD).limits().areEmpty()).isTrue();
    }

    @Test
    void boundsThatNoValueLiesWithinAreRefused() {
        assertThatThrownBy(() -> Runs.rule("failure-min=20 failure-max=10"))
                .hasMessageContaining("no value would be good");
        assertThat(new Runs("failure-min=20 failure-max=10" + COLLECTD).letters("15"))
                .isEqualTo("F");
    }

    @Test
    void theEndOfARuleIsToldInBothModes() {
        for (String mode : List.of("", COLLECTD)) {
            RuleMemory memory = Judge.judge(
                            Runs.book("failure-max=10" + mode).rulesFor(Runs.SUBJECT),
                            Runs.result("x=11"),
                            RuleMemory.EMPTY,
                            Runs.START,
                            Duration.ofMinutes(1))
                    .next();

            Judgement after = Judge.judge(
                    RuleSet.EMPTY, Runs.result("x=11"), memory, Runs.START.plusSeconds(60), Duration.ofMinutes(1));

            assertThat(after.verdicts()).hasSize(1).allMatch(each -> each.level() == Level.OKAY && each.reported());
            assertThat(after.next()).isEqualTo(RuleMemory.EMPTY);
        }
    }
}
