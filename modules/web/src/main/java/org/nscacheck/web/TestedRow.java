/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.nscacheck.admin.ConnectionTests.Tested;
import org.nscacheck.sender.ConnectionTest;
import org.nscacheck.sender.Finding.Verdict;

/**
 * A test of a connection as a page shows it.
 *
 * @param good whether no step failed
 * @param summary a sentence on the whole
 * @param mark by which people recognize the result that was sent
 * @param asks whether a person has to tell whether the result arrived
 * @param target host and service of that result
 * @param steps the steps that were taken
 */
record TestedRow(boolean good, String summary, String mark, boolean asks, Target target, List<Step> steps) {

    /** Host and service of the result. */
    record Target(String host, String service) {}

    /**
     * A step.
     *
     * @param state its end, by shape and word
     * @param words what was found
     * @param advice what to do, may be empty
     * @param took how long it took
     */
    record Step(String name, StateMark state, String words, String advice, String took) {

        private static Step of(ConnectionTest.Step step) {
            String words = step.finding().words();
            return new Step(
                    step.name(),
                    mark(step.finding().verdict()),
                    words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".",
                    step.finding().advice(),
                    millis(step.took()));
        }
    }

    static TestedRow of(Tested tested) {
        boolean asks = tested.steps().stream().anyMatch(step -> step.finding().verdict() == Verdict.UNCONFIRMED);
        return new TestedRow(
                tested.isGood(),
                summary(tested, asks),
                tested.mark(),
                asks,
                new Target(
                        tested.target().host(), String.valueOf(tested.target().service())),
                tested.steps().stream().map(Step::of).toList());
    }

    private static String summary(Tested tested, boolean asks) {
        if (!tested.isGood()) {
            ConnectionTest.Step last = tested.steps().get(tested.steps().size() - 1);
            return "The test failed at the step “" + last.name() + "”.";
        }
        return asks
                ? "Nothing failed. Whether the result arrived, only the monitoring server shows."
                : "The test succeeded.";
    }

    private static StateMark mark(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> new StateMark("passed", "✓", "ok");
            case UNCONFIRMED -> new StateMark("not confirmed", "?", "unknown");
            case FAILED -> new StateMark("failed", "✕", "critical");
        };
    }

    private static String millis(Duration took) {
        return Math.max(0, took.toMillis()) + " ms";
    }
}
