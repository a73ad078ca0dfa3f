/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The end of a build: fails it where a row of the matrix lacks a passed test, or where the table in docs/matrix.md is not
 * what the tests have shown.
 *
 * <p>It judges only a build in which all tests of all modules were meant to run. Each module that has tests leaves a
 * {@link Report} with the name of its build; where one is absent, of another build ({@code -pl}, {@code -DskipTests}) or of a choice
 * of tests ({@code -Dtest=}, {@code -Pbrief}), it says so and lets the build pass, unless the build insists.
 */
public final class MatrixCheck {

    private final Path root;
    private final String build;
    private final Run run;

    private MatrixCheck(Path root, String build, Run run) {
        this.root = root;
        this.build = build;
        this.run = run;
    }

    /**
     * Called by the build.
     *
     * @param arguments the root of the checkout, the name of this build, quick or slow, then whether to write the table, whether
     *     skipped tests are faults, and whether a build that cannot be judged is one
     */
    public static void main(String[] arguments) throws IOException {
        new MatrixCheck(Path.of(arguments[0]), arguments[1], Run.of(arguments[2]))
                .check(
                        Boolean.parseBoolean(arguments[3]),
                        Boolean.parseBoolean(arguments[4]),
                        Boolean.parseBoolean(arguments[5]));
    }

    private void check(boolean write, boolean strict, boolean insist) throws IOException {
        List<String> missing = new ArrayList<>();
        Matrix matrix = new Matrix(MatrixRow.all(), run, collect(missing));
        if (!missing.isEmpty()) {
            String message = "The matrix in docs/matrix.md is not judged, because not all tests ran in this build: "
                    + String.join(", ", missing);
            if (insist || write) {
                throw new IllegalStateException(message);
            }
            System.out.println(message);
            return;
        }
        List<String> faults = new ArrayList<>(matrix.faults(!strict));
        Section section = Section.read(root.resolve("docs/matrix.md"), run);
        List<String> table = matrix.table(section.lines());
        if (write && faults.isEmpty()) {
            section.write(table);
        } else if (!table.equals(section.lines())) {
            faults.add("docs/matrix.md is not what the tests have shown; rewrite it by: " + run.command()
                    + " -Dnscacheck.matrix.write=true");
            faults.addAll(section.differences(table));
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("The matrix in docs/matrix.md:\n  " + String.join("\n  ", faults));
        }
    }

    private List<Shown> collect(List<String> missing) throws IOException {
        List<Shown> shown = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root.resolve("modules"))) {
            for (Path module : modules.filter(MatrixCheck::hasTests).sorted().toList()) {
                String name = module.getFileName().toString();
                List<Report> all = Report.readAll(module.resolve("target"), run);
                List<Report> reports =
                        all.stream().filter(one -> one.build().equals(build)).toList();
                if (all.isEmpty()) {
                    missing.add(name + " has no report");
                } else if (reports.isEmpty()) {
                    missing.add("the report of " + name + " is of another build");
                } else if (!reports.stream().allMatch(Report::complete)) {
                    missing.add("the report of " + name + " is of a choice of tests");
                }
                reports.forEach(report -> shown.addAll(report.shown()));
            }
        }
        return shown;
    }

    private static boolean hasTests(Path module) {
        return Files.isDirectory(module.resolve("src/test/java"));
    }
}
