/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the tests of one module have shown in one build, as a file: a head of two words, then a line for each test and row. A
 * module has a file for each process that ran some of its tests.
 *
 * @param build which build it was, the same text in all modules of a build
 * @param complete whether all tests of the run were meant to run, not a choice of them ({@code -Dtest=}, {@code -Pbrief})
 */
record Report(String build, boolean complete, List<Shown> shown) {

    Report {
        shown = List.copyOf(shown);
    }

    /** @param process tells the processes apart that run the tests of a module side by side */
    static Path file(Path target, Run run, String process) {
        return directory(target).resolve(run.word() + "-" + process + ".tsv");
    }

    /** Returns the reports that all processes left, of whatever build. */
    static List<Report> readAll(Path target, Run run) throws IOException {
        if (!Files.isDirectory(directory(target))) {
            return List.of();
        }
        List<Report> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory(target))) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().startsWith(run.word() + "-")) {
                    reports.add(read(file));
                }
            }
        }
        return reports;
    }

    private static Path directory(Path target) {
        return target.resolve("matrix");
    }

    static Report read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] head = lines.get(0).split("\t", -1);
        return new Report(
                head[0],
                head[1].equals("complete"),
                lines.stream().skip(1).map(Shown::parse).toList());
    }

    /** Adds this to what the same process has left in the same build: its tests may run in several parts. */
    void add(Path file) throws IOException {
        List<Shown> all = new ArrayList<>(shown);
        if (Files.exists(file)) {
            Report earlier = read(file);
            if (earlier.build.equals(build)) {
                all.addAll(earlier.shown);
            }
        }
        new Report(build, complete, all).write(file);
    }

    private void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(build + "\t" + (complete ? "complete" : "a choice of tests")));
        shown.stream().map(Shown::format).sorted().forEach(lines::add);
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
