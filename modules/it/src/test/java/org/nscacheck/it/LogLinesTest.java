/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log lines of all modules and those of docs/operations.md are the same, by id, level and message. */
class LogLinesTest {

    private static final Path ROOT = Path.of(System.getProperty("nscacheck.root", "../.."));

    private static final Pattern LINE = Pattern.compile(
            "\"(NSCA-\\d{3}) ((?:[^\"\\\\]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\]|\\\\.)*\")*)" // one literal, or a sum
                    + "|\"\"\"\\s*(NSCA-\\d{3}) ([^\n]*)\n"); // the first line of a text block
    private static final Pattern LEVEL = Pattern.compile("\\b(debug|info|warn|error)\\(");
    private static final Pattern FIELDS = Pattern.compile(" [a-z-]+=.*", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (NSCA-\\d{3}) \\| ([A-Z, ]+) \\| (.+?) \\| .+ \\| .+ \\|$");
    private static final Pattern CELL = Pattern.compile("`([^`]+)`|([A-Z]+)");
    private static final Pattern ID = Pattern.compile("NSCA-\\d{3}");

    @Test
    void pageHasEachLineOfTheCodeAndNoOther() throws IOException {
        Map<String, Set<String>> code = linesOfTheCode();
        assertThat(code).hasSizeGreaterThan(60);
        assertThat(rowsOfThePage()).containsExactlyInAnyOrderEntriesOf(code);
    }

    @Test
    void noPageNamesAnIdThatTheCodeDoesNotHave() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                ID.matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .forEach(named::add);
            }
        }
        assertThat(linesOfTheCode().keySet()).containsAll(named);
    }

    private static Map<String, Set<String>> linesOfTheCode() throws IOException {
        Map<String, Set<String>> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("modules"))) {
            for (Path file : files.filter(LogLinesTest::isMainCode).toList()) {
                String source = Files.readString(file);
                Matcher found = LINE.matcher(source);
                while (found.find()) {
                    boolean block = found.group(1) == null;
                    Set<String> known = lines.computeIfAbsent(found.group(block ? 3 : 1), id -> new TreeSet<>());
                    known.add(message(found.group(block ? 4 : 2)));
                    known.add(level(source.substring(0, found.start())));
                }
            }
        }
        return lines;
    }

    private static boolean isMainCode(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/main/java/") && path.endsWith(".java");
    }

    /** What does not change: without the fields, and with a mark for each value within. */
    private static String message(String literals) {
        String text = literals.replaceAll("(?<!\\\\)\"\\s*\\+\\s*\"", "").replaceAll("\"$", "");
        return FIELDS.matcher(text).replaceFirst("").replace("{}", "…");
    }

    private static String level(String before) {
        String outage = before.substring(Math.max(0, before.lastIndexOf("new Outage(")));
        if (outage.startsWith("new Outage(") && !outage.contains(");")) {
            return outage.contains("NSCA-") ? "INFO" : outage.replaceAll("(?s).*Level\\.([A-Z]+).*", "$1");
        }
        return LEVEL.matcher(before)
                .results()
                .reduce((first, second) -> second)
                .orElseThrow()
                .group(1)
                .toUpperCase(Locale.ROOT);
    }

    private static Map<String, Set<String>> rowsOfThePage() throws IOException {
        Map<String, Set<String>> rows = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/operations.md")));
        while (row.find()) {
            Set<String> said = new TreeSet<>();
            for (MatchResult part :
                    CELL.matcher(row.group(2) + " " + row.group(3)).results().toList()) {
                said.add(part.group(1) == null ? part.group(2) : part.group(1));
            }
            assertThat(rows.put(row.group(1), said))
                    .as("rows of " + row.group(1))
                    .isNull();
        }
        return rows;
    }
}
