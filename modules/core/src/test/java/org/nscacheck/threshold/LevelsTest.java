/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one value means, and when it is told. Letters as in {@link Runs#letters}. */
class LevelsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a value that equals a bound is good      | warning-min=10 warning-max=20 failure-max=30   | 10 20 9.99 20.01 30 30.01 | ooWwwF
            one level is enough                      | failure-min=5                                  | 5 4 5                     | oFO
            a failure outranks a warning             | warning-max=50 failure-max=20                  | 20 21 51                  | oFf
            a Nagios range is the same               | warning=10:20 failure=~:30                     | 10 20 9.99 20.01 30 30.01 | ooWwwF
            inverted ends are bad                    | failure-min=10 failure-max=20 invert=true      | 9 10 15 20 21             | oFffO
            @ inverts one level                      | failure=@10:20 warning=5:25                    | 4 5 10 25 26              | WOFOW
            an inverted level without bounds is none | warning-min=10 warning-max=20 invert=true      | 5 10 15 20 25             | oWwwO
            inverted with a minimum alone            | failure-min=10 invert=true                     | 9 10 11                   | oFf
            the first good value is not told         | failure-max=10                                 | 1 2                       | oo
            persist tells each bad value             | failure-max=10 persist=true                    | 1 11 12 1 2               | oFFOo
            persist-ok works alone                   | failure-max=10 persist-ok=true                 | 1 11 12 1 2               | OFfOO
            hits count to the N-th                   | failure-max=10 hits=3                          | 11 11 11 11 1 11          | uuFfOo
            a good value begins the count anew       | failure-max=10 hits=2                          | 11 1 11 11                | uooF
            hits count per level                     | warning-max=10 failure-max=20 hits=2           | 11 21 21 21               | uWFf
            a failure is at least a warning          | warning-max=10 failure-max=20 hits=3           | 21 21 11 21               | uuWw
            it gets better at once                   | warning-max=10 failure-max=20 hits=3           | 21 21 21 11               | uuFW
            persist with hits tells each after them  | failure-max=10 hits=2 persist=true             | 11 11 11 1                | uFFO
            recovery after N good values             | failure-max=10 recover-after=3                 | 11 1 1 11 1 1 1 1         | FfffffOo
            held good values are not repeated        | failure-max=10 recover-after=2 persist=true    | 11 1 1                    | FfO
            hysteresis holds until it is reached     | failure-min=10 hysteresis=2                    | 9 10 11.99 12 10          | FffOo
            hysteresis holds at the upper bound      | warning-max=10 hysteresis=2                    | 11 10 8.01 8              | WwwO
            hysteresis is of the level that holds    | warning-min=20 failure-min=10 hysteresis=5     | 9 14 15 20 25             | FfWwO
            hysteresis falls past the warning        | warning-min=20 failure-min=10 hysteresis=5     | 9 20                      | FO
            inverted hysteresis widens what is bad   | failure=@10:20 hysteresis=2                    | 10 9 8.01 8 9 21          | FffOoo
            no value is unknown                      | failure-max=10                                 | U 1 11 U 11               | NOFNF
            or good                                  | failure-max=10 nan=good                        | U 1 11 U                  | ooFO
            or bad                                   | failure-max=10 nan=bad                         | U 1                       | FO
            a percentage of the maximum              | failure-max=90 percentage=max                  | 90/100 91/100 1/0 1 5/10  | oFNnO
            a percentage that is exact               | failure-max=7 percentage=max                   | 0.07/1 0.0701/1           | oF
            """)
    void judges(String what, String rule, String values, String letters) {
        assertThat(new Runs("label=x interesting=true " + rule).letters(values))
                .as(what)
                .isEqualTo(letters);
    }

    @Test
    void letsEachRuleHaveItsOwnState() {
        Runs runs = new Runs("label=x failure-max=20 hits=2", "label=x warning-max=10");

        assertThat(runs.of("x=21").verdicts())
                .extracting(Verdict::level)
                .containsExactly(Level.WARNING, Level.UNDECIDED);
        assertThat(runs.of("x=21").verdicts()).extracting(Verdict::level).containsExactly(Level.FAILURE, Level.WARNING);
    }

    @Test
    void letsEachMetricHaveItsOwnState() {
        Runs runs = new Runs("failure-max=20 hits=2");

        runs.of("a=21", "b=1");

        assertThat(runs.of("a=21", "b=21").verdicts())
                .extracting(verdict -> verdict.label() + " " + verdict.level())
                .containsExactly("a FAILURE", "b OKAY");
    }

    @Test
    void saysValueBoundAndLevel() {
        Runs runs = new Runs("failure-min=5 warning-min=10 unit=GB");

        Verdict verdict = runs.x("4500MB");

        assertThat(verdict.text()).isEqualTo("x 4500 MB is below the failure threshold of 5 GB");
        assertThat(verdict.value()).isEqualByComparingTo("4500");
        assertThat(verdict.bound()).isEqualByComparingTo("5");
        assertThat(runs.x("5GB").text()).isEqualTo("x 5 GB is below the warning threshold of 10 GB");
        assertThat(runs.x("10GB").text()).isEqualTo("x 10 GB is within its limits again");
    }

    @Test
    void saysWhatIsCountedAndHeld() {
        Runs runs = new Runs("failure=@10:20 hits=2 recover-after=2 hysteresis=1");

        assertThat(runs.x("15").text()).isEqualTo("x 15 is within the failure range from 10 to 20 (1 of 2 in a row)");
        assertThat(runs.x("15").text()).isEqualTo("x 15 is within the failure range from 10 to 20");
        assertThat(runs.x("20.5").text())
                .isEqualTo("x 20.5 has not come back by the hysteresis of 1 from the failure threshold");
        assertThat(runs.x("21").text()).isEqualTo("x 21 is within its limits again (1 of 2 good values in a row)");
    }
}
