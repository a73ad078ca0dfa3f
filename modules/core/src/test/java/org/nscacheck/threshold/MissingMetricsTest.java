/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;

/** Metrics that stop coming. Letters as in {@link Runs#letters}; a minute lies between two runs. */
class MissingMetricsTest {

    @Test
    void areAFailureAfterTwoIntervalsAndOkayWhenTheyReturn() {
        assertThat(new Runs("failure-max=10").letters("1 - - - 1")).isEqualTo("ooFfO");
    }

    @Test
    void areAFailureOfACheckThatRunsOkay() {
        Runs runs = new Runs("failure-max=10");
        runs.of("x=1", "y=1");
        runs.of("y=1");

        Judgement judgement = runs.of("y=1");

        assertThat(judgement.status()).isEqualTo(Status.CRITICAL);
        assertThat(judgement.verdicts().get(0).text()).isEqualTo("x is missing, not reported for 120 s");
        assertThat(runs.of("x=1", "y=1").verdicts())
                .filteredOn(Verdict::reported)
                .extracting(Verdict::text)
                .containsExactly("x is no longer missing: 1 is within its limits");
    }

    @Test
    void areAFailureOfACheckThatFails() {
        Runs runs = new Runs("failure-max=10");
        runs.x("1");
        runs.judge(CheckResult.of(Status.UNKNOWN, "exception"));

        assertThat(runs.judge(CheckResult.of(Status.UNKNOWN, "exception")).status())
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    void areMissedByARuleThatNamesCheckAndLabelEvenIfNeverSeen() {
        assertThat(new Runs("check=disk.space label=x failure-max=10").letters("- - -"))
                .isEqualTo("uuF");
        assertThat(new Runs("check=disk.space label=x* failure-max=10").letters("- - -"))
                .isEmpty();
    }

    @Test
    void areNotMissedInEachCheckThatALabelAloneMatches() {
        assertThat(new Runs("label=x failure-max=10").letters("- - -")).isEmpty();
        assertThat(new Runs("tag=disk label=x failure-max=10").letters("- - -")).isEmpty();
        assertThat(new Runs("check=disk.* label=x failure-max=10").letters("- - -"))
                .isEmpty();
    }

    @Test
    void areMissedBySuchARuleOnlyIfNoOtherOutranksIt() {
        Runs runs = new Runs("check=disk.space label=x failure-max=10", "host=web1 failure-max=20");

        assertThat(runs.letters("- - -")).isEmpty();
    }

    @Test
    void areToldInEachIntervalWithPersist() {
        assertThat(new Runs("failure-max=10 persist=true").letters("1 - - - 1")).isEqualTo("ooFFO");
    }

    @Test
    void areMissingAfterTheRulesOwnTimeout() {
        assertThat(new Runs("failure-max=10 timeout=1").letters("1 - 1")).isEqualTo("oFO");
        assertThat(new Runs("failure-max=10 timeout=2.5").letters("1 - - -")).isEqualTo("oooF");
    }

    @Test
    void areNoMatterToARuleThatIsNotInterested() {
        assertThat(new Runs("failure-max=10 interesting=false").letters("1 - - -"))
                .isEqualTo("oo");
        assertThat(new Runs("check=disk.space label=x failure-max=10 interesting=false").letters("- - -"))
                .isEmpty();
    }

    @Test
    void endWhatSuchARuleHolds() {
        assertThat(new Runs("failure-max=10 interesting=false").letters("11 - - -"))
                .isEqualTo("FfO");
    }

    @Test
    void holdTheLevelThatTheyHadUntilTheyAreMissing() {
        assertThat(new Runs("warning-max=10").letters("11 - - - 11 1")).isEqualTo("WwFfWO");
    }

    @Test
    void neverGoMissingWithoutAnInterval() {
        Judgement first = Judge.judge(
                Runs.book("failure-max=1").rulesFor(Runs.SUBJECT),
                Runs.result("x=1"),
                RuleMemory.EMPTY,
                Runs.START,
                Duration.ZERO);

        Judgement later = Judge.judge(
                Runs.book("failure-max=1").rulesFor(Runs.SUBJECT),
                Runs.result(),
                first.next(),
                Runs.START.plus(Duration.ofDays(3)),
                Duration.ZERO);

        assertThat(later.status()).isEqualTo(Status.OK);
    }

    @Test
    void areNotHeldByAHysteresisThatTheyNeverNeeded() {
        assertThat(new Runs("failure-max=10 hysteresis=5").letters("1 - - 8 11 8"))
                .isEqualTo("ooFOFf");
    }

    @Test
    void recoverAfterSeveralGoodValuesIfTheRuleWantsThem() {
        assertThat(new Runs("failure-max=10 recover-after=2").letters("1 - - 1 1"))
                .isEqualTo("ooFfO");
    }
}
