/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/security.md has a row for each thing that may be tried, and names no test that there is not. */
class SecurityPageTest {

    private static final Path ROOT = Path.of(System.getProperty("nscacheck.root", "../.."));
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
    private static final int ROWS = 34;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/security.md"));
    }

    /** Returns the text of each class of tests by its name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
            for (Path file : files.filter(path -> path.toString().contains("/src/test/java/"))
                    .filter(path -> path.toString().endsWith("Test.java"))
                    .toList()) {
                String name = Objects.requireNonNull(file.getFileName()).toString();
                tests.merge(
                        name.substring(0, name.length() - ".java".length()), Files.readString(file), String::concat);
            }
        }
        return tests;
    }

    @Test
    void hasEachRowOnceAndInEachATestOrWhyThereIsNone() throws IOException {
        List<String> rows =
                page().lines().filter(line -> line.startsWith("| S")).toList();
        assertThat(rows)
                .extracting(row -> row.substring(2, 5))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS)
                        .mapToObj(row -> String.format(Locale.ROOT, "S%02d", row))
                        .toList());
        assertThat(rows).allMatch(row -> TEST.matcher(row).find() || row.contains("nothing to show"));
    }

    @Test
    void namesTestsThatThereAre() throws IOException {
        Map<String, String> tests = tests();
        List<String> missing = TEST.matcher(page())
                .results()
                .filter(test -> !tests.containsKey(test.group(1))
                        || (test.group(2) != null && !tests.get(test.group(1)).contains("void " + test.group(2) + "(")))
                .map(test -> test.group())
                .toList();
        assertThat(tests).hasSizeGreaterThan(200);
        assertThat(missing)
                .as("tests that docs/security.md names and that there are not")
                .isEmpty();
    }
}
