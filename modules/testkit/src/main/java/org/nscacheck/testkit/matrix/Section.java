/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a page between two comments, where a generated table lies. */
record Section(Path page, List<String> before, List<String> lines, List<String> after) {

    static Section read(Path page, Run run) throws IOException {
        List<String> all = Files.readAllLines(page);
        int begin = all.indexOf("<!-- matrix " + run.word() + ": made by the build -->");
        int end = all.indexOf("<!-- matrix " + run.word() + ": end -->");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(
                    "The comments around the table \"" + run.word() + "\" are missing in " + page);
        }
        return new Section(page, all.subList(0, begin + 1), all.subList(begin + 1, end), all.subList(end, all.size()));
    }

    /** The lines that only one of the two has, the page's first. */
    List<String> differences(List<String> table) {
        List<String> differences = new ArrayList<>();
        lines.stream()
                .filter(line -> !table.contains(line))
                .forEach(line -> differences.add("the page says:  " + line));
        table.stream()
                .filter(line -> !lines.contains(line))
                .forEach(line -> differences.add("the tests say:  " + line));
        return differences;
    }

    void write(List<String> table) throws IOException {
        List<String> all = new ArrayList<>(before);
        all.addAll(table);
        all.addAll(after);
        Files.write(page, all);
    }
}
