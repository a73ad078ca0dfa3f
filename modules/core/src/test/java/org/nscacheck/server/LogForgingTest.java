/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.matrix.Row;

/** No name that a person typed makes a line of the log, or seems to be another one. */
class LogForgingTest {

    private static final Pattern LOG = Pattern.compile("\\blog\\.(?:trace|debug|info|warn|error)\\(([^;]*);");
    private static final Pattern RAW = Pattern.compile("(?<!printable\\()(?<!printable\\(String\\.valueOf\\()"
            + "\\b\\w+\\.(?:name|locked|getMessage|message)\\(\\)\\s*[,)]");

    @Test
    @Row(value = "R71", done = "line ends, escapes, marks of direction and byte order in names")
    void showsWhatIsNotSeen() {
        assertThat(Names.printable("a\nb\u001bc\u202ed\u2066e\u2028f\u0085g\u200fh"))
                .isEqualTo("a\\u000ab\\u001bc\\u202ed\\u2066e\\u2028f\\u0085g\\u200fh");
        Server server = Server.builder("n\n2026 ERROR", "nsca")
                .address("h")
                .port(1)
                .hostName("shop")
                .settings(Map.of("a", "b\u001b[2J"))
                .build();
        assertThat(server.toString().chars()).noneMatch(Character::isISOControl);
        assertThat(Names.shortened("x".repeat(1 << 20))).hasSizeLessThan(120);
    }

    @Test
    @Row(value = "R71", done = "each log statement of all modules: names and messages go through one function")
    void printsNoNameAsItIs() throws IOException {
        List<String> raw = new ArrayList<>();
        int statements = 0;
        for (String module : List.of("core", "nsca", "spring", "store", "starter", "web")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    for (MatchResult statement :
                            LOG.matcher(Files.readString(file)).results().toList()) {
                        statements++;
                        RAW.matcher(statement.group(1))
                                .results()
                                .map(found -> file.getFileName() + ": " + found.group())
                                .forEach(raw::add);
                    }
                }
            }
        }
        assertThat(statements).isGreaterThan(40);
        assertThat(raw).isEmpty();
    }
}
