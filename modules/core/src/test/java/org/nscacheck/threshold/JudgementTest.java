/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.Range;
import org.nscacheck.Status;

class JudgementTest {

    private static CheckResult applied(CheckResult result, NamedRule... rules) {
        RuleSet set = RuleBook.of(List.of(rules)).rulesFor(Runs.SUBJECT);
        return Judge.judge(set, result, RuleMemory.EMPTY, Runs.START, Runs.MINUTE)
                .applyTo(result);
    }

    @Test
    void namesTheRuleThatDecides() {
        CheckResult result = applied(
                CheckResult.ok("2 disks").perf("disk free", 3).uom("%").build(),
                Runs.named("disk", "failure-min=5 unit=%"));

        assertThat(result.status()).isEqualTo(Status.CRITICAL);
        assertThat(result.message())
                .isEqualTo("disk free 3 % is below the failure threshold of 5 % (rule \"disk\"); 2 disks");
    }

    @Test
    void putsOtherBadVerdictsBelow() {
        CheckResult result = applied(
                CheckResult.ok("fine")
                        .perf("a", 7)
                        .perf("b", 11)
                        .longOutput("details")
                        .build(),
                Runs.named("limits", "warning-max=5 failure-max=10"));

        assertThat(result.message()).isEqualTo("b 11 is above the failure threshold of 10 (rule \"limits\"); fine");
        assertThat(result.longOutput()).isEqualTo("details\na 7 is above the warning threshold of 5 (rule \"limits\")");
    }

    @Test
    void keepsTheMessageOfAMethodThatFindsItJustAsBad() {
        CheckResult result = applied(
                CheckResult.critical("disk broken").perf("a", 11).build(), Runs.named("limits", "failure-max=10"));

        assertThat(result.message()).isEqualTo("disk broken");
        assertThat(result.longOutput()).isEqualTo("a 11 is above the failure threshold of 10 (rule \"limits\")");
    }

    @Test
    void neverMakesAResultBetter() {
        assertThat(applied(CheckResult.warning("slow").perf("a", 1).build(), Runs.named("limits", "failure-max=10")))
                .satisfies(result -> assertThat(result.status()).isEqualTo(Status.WARNING))
                .satisfies(result -> assertThat(result.message()).isEqualTo("slow"));
    }

    @Test
    void outranksUnknownByAWarning() {
        CheckResult result =
                applied(CheckResult.unknown("no answer").perf("a", 7).build(), Runs.named("limits", "warning-max=5"));

        assertThat(result.status()).isEqualTo(Status.WARNING);
        assertThat(result.message()).startsWith("a 7 is above");
    }

    @Test
    void changesNothingWithoutRules() {
        CheckResult result = CheckResult.ok("fine").perf("a", 1).build();

        assertThat(applied(result)).isEqualTo(result);
    }

    @Test
    void showsTheLimitsAtMetricsThatHaveNone() {
        CheckResult result = applied(
                CheckResult.ok("")
                        .perf("a", 1)
                        .uom("MB")
                        .perf("b", 1)
                        .uom("GB")
                        .warn(2)
                        .perf("c", 1)
                        .uom("s")
                        .build(),
                Runs.named("limits", "warning-max=0.5GB failure=1:5GB"));

        assertThat(ranges(result)).isEqualTo(Map.of("a", "~:500 1000:5000", "b", "2 1:5", "c", "null null"));
    }

    @Test
    void showsPercentagesOfTheMaximumAndInvertedLimits() {
        CheckResult result = applied(
                CheckResult.ok("").perf("a", 1).max(40).build(),
                Runs.named("limits", "warning-max=50 failure-min=10 percentage=max invert=true"));

        assertThat(ranges(result)).isEqualTo(Map.of("a", "@~:20 @4:"));
    }

    @Test
    void showsNoLimitsOfARateOrASum() {
        CheckResult result =
                CheckResult.ok("").perf("a", 1).uom("c").perf("b", 2).build();

        assertThat(ranges(applied(result, Runs.named("rate", "label=a failure-max=1"))))
                .containsEntry("a", "null null");
        assertThat(ranges(applied(result, Runs.named("sum", "label=b failure-max=1 percentage=all"))))
                .containsEntry("b", "null null");
    }

    private static Map<String, String> ranges(CheckResult result) {
        Map<String, String> ranges = new java.util.HashMap<>();
        for (Metric metric : result.perfData()) {
            Range warn = metric.warn();
            ranges.put(metric.label(), warn + " " + metric.crit());
        }
        return ranges;
    }
}
