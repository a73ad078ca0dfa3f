/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows beside what the tests of one run have shown: what is missing, and the table. Pure. */
final class Matrix {

    private final List<MatrixRow> rows;
    private final Run run;
    private final Map<String, List<Shown>> shown;

    Matrix(List<MatrixRow> rows, Run run, List<Shown> shown) {
        this.rows = List.copyOf(rows);
        this.run = run;
        this.shown = shown.stream().collect(Collectors.groupingBy(Shown::row, TreeMap::new, Collectors.toList()));
    }

    /**
     * What keeps the build from passing, all of it together.
     *
     * @param skipsForgiven whether programs may be missing here, so that a skipped test is no fault
     */
    List<String> faults(boolean skipsForgiven) {
        Map<String, MatrixRow> known = rows.stream().collect(Collectors.toMap(MatrixRow::id, Function.identity()));
        List<String> faults = new ArrayList<>();
        shown.forEach((id, tests) -> {
            if (!known.containsKey(id)) {
                faults.add(id + " is no row, says rows.txt, but shown by " + names(tests));
            }
        });
        for (MatrixRow row : rows) {
            judge(row, testsOf(row), skipsForgiven, faults);
        }
        return faults;
    }

    private void judge(MatrixRow row, List<Shown> tests, boolean skipsForgiven, List<String> faults) {
        List<Shown> failed =
                tests.stream().filter(test -> test.verdict() == Verdict.FAILED).toList();
        if (!failed.isEmpty()) {
            faults.add(row.id() + " has failed: " + names(failed));
        } else if (row.state() == MatrixRow.State.OPEN && row.run() == run && !tests.isEmpty()) {
            faults.add(row.id() + " is open, says rows.txt, but shown by " + names(tests)
                    + ": write \"shown\", or \"part: what is left out\"");
        } else if (row.state() != MatrixRow.State.OPEN && row.run() == run && !passed(tests)) {
            if (tests.isEmpty()) {
                faults.add(row.id() + " lacks a test: " + row.title());
            } else if (!skipsForgiven) {
                faults.add(row.id() + " lacks a passed test, all are skipped: " + names(tests));
            }
        }
    }

    /**
     * The table of this run, a line for each row that belongs to it or that it shows something of.
     *
     * @param before the table as it is; a row of which something was skipped here keeps its line
     */
    List<String> table(List<String> before) {
        List<String> table = new ArrayList<>(
                List.of("| row | what happens | what was done, and by which test | result |", "|---|---|---|---|"));
        for (MatrixRow row : rows) {
            if (row.run() == run || !testsOf(row).isEmpty()) {
                table.add(line(row, before));
            }
        }
        return table;
    }

    private String line(MatrixRow row, List<String> before) {
        List<Shown> tests = testsOf(row);
        String start = "| " + row.id() + " | ";
        if (tests.stream().anyMatch(test -> test.verdict() == Verdict.SKIPPED)) {
            for (String line : before) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
        }
        String done = tests.stream()
                .collect(Collectors.groupingBy(Shown::done, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + ": " + names(entry.getValue()))
                .collect(Collectors.joining("<br>"));
        return start + row.title() + " | " + done + " | " + result(row, tests) + " |";
    }

    private String result(MatrixRow row, List<Shown> tests) {
        if (row.run() == run && row.state() == MatrixRow.State.OPEN) {
            return "**not shown:** " + row.why();
        }
        if (!passed(tests)) {
            return "**not passed**";
        }
        if (row.run() != run) {
            return "passed; the rest by `" + row.run().command() + "`";
        }
        return row.state() == MatrixRow.State.PART ? "passed; not shown: " + row.why() : "passed";
    }

    private List<Shown> testsOf(MatrixRow row) {
        return shown.getOrDefault(row.id(), List.of());
    }

    private static boolean passed(List<Shown> tests) {
        return tests.stream().anyMatch(test -> test.verdict() == Verdict.PASSED)
                && tests.stream().noneMatch(test -> test.verdict() == Verdict.FAILED);
    }

    private static String names(List<Shown> tests) {
        return tests.stream()
                .map(test -> "`" + test.test() + "`")
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
