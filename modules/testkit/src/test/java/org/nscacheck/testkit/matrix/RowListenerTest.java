/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class RowListenerTest {

    @Test
    void notesEachRowWithTheWorstOfItsInvocations() {
        assertThat(shownBy(Examples.class))
                .extracting(Shown::row, Shown::test, Shown::verdict)
                .containsExactlyInAnyOrder(
                        tuple("R01", "passes", Verdict.PASSED),
                        tuple("R02", "passes", Verdict.PASSED),
                        tuple("R03", "failsOnce", Verdict.FAILED),
                        tuple("R04", "isSkippedOnce", Verdict.SKIPPED),
                        tuple("R05", "isDisabled", Verdict.SKIPPED),
                        tuple("R06", "passesInParts", Verdict.PASSED));
    }

    @Test
    void notesTestsThatTheirClassKeptFromRunning() {
        assertThat(shownBy(Without.class))
                .extracting(Shown::row, Shown::verdict)
                .containsExactly(Tuple.tuple("R07", Verdict.SKIPPED));
    }

    @Test
    void leavesReportsThatReadAsTheyWereWritten(@TempDir Path target) throws Exception {
        Shown first = new Shown("R01", "A.b", "it breaks", Verdict.FAILED);
        Shown second = new Shown("R02", "C.d", "it holds", Verdict.PASSED);
        Path one = Report.file(target, Run.SLOW, "1");

        new Report("yesterday", false, List.of(second)).add(one);
        new Report("noon", false, List.of(first)).add(one);
        new Report("noon", false, List.of(second)).add(one);
        new Report("noon", false, List.of()).add(Report.file(target, Run.SLOW, "2"));
        new Report("noon", true, List.of()).add(Report.file(target, Run.QUICK, "1"));

        assertThat(Report.readAll(target, Run.SLOW))
                .containsExactly(
                        new Report("noon", false, List.of(first, second)), new Report("noon", false, List.of()));
    }

    private static Tuple tuple(String row, String method, Verdict verdict) {
        return Tuple.tuple(row, "Examples." + method, verdict);
    }

    private static List<Shown> shownBy(Class<?> tests) {
        RowListener listener = new RowListener(null); // its rows are none of the project's
        LauncherConfig alone = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(alone)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(tests))
                                .build(),
                        listener);
        return listener.shown();
    }

    /** Nested and static, so that nobody else runs them. */
    static class Examples {

        @Test
        @Row(value = "R01", done = "one")
        @Row(value = "R02", done = "two")
        void passes() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @Row(value = "R03", done = "one of three fails")
        void failsOnce(int number) {
            Assertions.assertNotEquals(2, number);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @Row(value = "R04", done = "one of three is skipped")
        void isSkippedOnce(int number) {
            Assumptions.assumeTrue(number != 2);
        }

        @Test
        @Disabled("an example")
        @Row(value = "R05", done = "nothing")
        void isDisabled() {}

        @TestFactory
        @Row(value = "R06", done = "parts")
        Stream<DynamicTest> passesInParts() {
            return Stream.of(DynamicTest.dynamicTest("a part", () -> {}));
        }

        @Test
        void showsNoRow() {}
    }

    @Row(value = "R07", done = "nothing")
    static class Without {

        @BeforeAll
        static void needsWhatIsMissing() {
            Assumptions.abort("an example");
        }

        @Test
        void neverRuns() {}
    }
}
