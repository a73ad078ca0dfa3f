/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the tests of one module have shown in one build, as a file: a head of two words, then a line for each test and row.
 *
 * @param build which build it was, the same text in all modules of a build
 * @param complete whether all tests of the run were meant to run, not a choice of them ({@code -Dtest=}, {@code -Pbrief})
 */
record Report(String build, boolean complete, List<Shown> shown) {

    Report {
        shown = List.copyOf(shown);
    }

    static Path file(Path target, Run run) {
        return target.resolve("matrix").resolve(run.word() + ".tsv");
    }

    static Report read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] head = lines.get(0).split("\t", -1);
        return new Report(
                head[0],
                head[1].equals("complete"),
                lines.stream().skip(1).map(Shown::parse).toList());
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(build + "\t" + (complete ? "complete" : "a choice of tests")));
        shown.stream().map(Shown::format).sorted().forEach(lines::add);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
