/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

    private static final MatrixRow HANG = MatrixRow.parse("R03 | quick | shown | The daemon hangs");
    private static final MatrixRow SLOW = MatrixRow.parse("R19 | slow | part: one node | kill -9");
    private static final MatrixRow OPEN = MatrixRow.parse("R27 | quick | open: not built | Missed for hours");

    private static Matrix matrix(Run run, Shown... shown) {
        return new Matrix(List.of(HANG, SLOW, OPEN), run, List.of(shown));
    }

    private static Shown shown(String row, Verdict verdict) {
        return new Shown(row, "HangTest.gives" + row, "it hangs", verdict);
    }

    @Test
    void wantsAPassedTestForEachRowOfTheRun() {
        assertThat(matrix(Run.QUICK).faults(true)).containsExactly("R03 lacks a test: The daemon hangs");
        assertThat(matrix(Run.SLOW).faults(true)).containsExactly("R19 lacks a test: kill -9");
        assertThat(matrix(Run.QUICK, shown("R03", Verdict.PASSED)).faults(false))
                .isEmpty();
    }

    @Test
    void forgivesSkippedTestsOnlyWhereProgramsMayBeMissing() {
        Matrix skipped = matrix(Run.QUICK, shown("R03", Verdict.SKIPPED));

        assertThat(skipped.faults(true)).isEmpty();
        assertThat(skipped.faults(false))
                .containsExactly("R03 lacks a passed test, all are skipped: `HangTest.givesR03`");
    }

    @Test
    void isNotContentWithOnePassedTestBesideAFailedOne() {
        assertThat(matrix(Run.QUICK, shown("R03", Verdict.PASSED), shown("R03", Verdict.FAILED))
                        .faults(true))
                .containsExactly("R03 has failed: `HangTest.givesR03`");
    }

    @Test
    void keepsTheListHonest() {
        assertThat(matrix(
                                Run.QUICK,
                                shown("R03", Verdict.PASSED),
                                shown("R27", Verdict.PASSED),
                                shown("R99", Verdict.PASSED))
                        .faults(true))
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("R99 is no row"))
                .anyMatch(fault -> fault.startsWith("R27 is open"));
    }

    @Test
    void saysInTheTableWhatIsNotShown() {
        assertThat(matrix(Run.QUICK, shown("R03", Verdict.PASSED), shown("R19", Verdict.PASSED))
                        .table(List.of()))
                .endsWith(
                        "| R03 | The daemon hangs | it hangs: `HangTest.givesR03` | passed |",
                        "| R19 | kill -9 | it hangs: `HangTest.givesR19` | passed; the rest by `mvn verify -Pfaults` |",
                        "| R27 | Missed for hours |  | **not shown:** not built |");
        assertThat(matrix(Run.SLOW, shown("R19", Verdict.PASSED)).table(List.of()))
                .endsWith("| R19 | kill -9 | it hangs: `HangTest.givesR19` | passed; not shown: one node |");
    }

    @Test
    void keepsTheLineOfARowThatWasSkippedHere() {
        String before = "| R03 | The daemon hangs | it hangs: `HangTest.givesR03` | passed |";

        assertThat(matrix(Run.QUICK, shown("R03", Verdict.SKIPPED)).table(List.of(before)))
                .contains(before);
    }

    @Test
    void readsTheListThatItComesWith() {
        assertThat(MatrixRow.all())
                .extracting(MatrixRow::id)
                .doesNotHaveDuplicates()
                .contains("R01", "B15", "L08");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MatrixRow.parse("R03 | quick | open | no reason"))
                .withMessageContaining("R03");
    }

    @Test
    void namesTheLinesInWhichThePageIsNotWhatTheTestsSay() {
        Section section =
                new Section(Path.of("page.md"), List.of(), List.of("| R03 | old |", "| R04 | same |"), List.of());

        assertThat(section.differences(List.of("| R03 | new |", "| R04 | same |")))
                .containsExactly("the page says:  | R03 | old |", "the tests say:  | R03 | new |");
    }
}
