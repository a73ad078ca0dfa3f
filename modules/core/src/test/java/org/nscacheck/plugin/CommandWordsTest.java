/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Target;

class CommandWordsTest {

    private record Case(String line, List<String> words) {}

    static List<Case> lines() {
        return List.of(
                new Case("", List.of()),
                new Case("  \t\n ", List.of()),
                new Case("-H 127.0.0.1 -p  22", List.of("-H", "127.0.0.1", "-p", "22")),
                new Case("-w 5,4,3", List.of("-w", "5,4,3")),
                new Case("-s 'a b' -e \"c d\"", List.of("-s", "a b", "-e", "c d")),
                new Case("'' \"\"", List.of("", "")),
                new Case("a'b c'd\"e f\"g", List.of("ab cde fg")),
                new Case("a\\ b \\' \\\" \\\\", List.of("a b", "'", "\"", "\\")),
                new Case("'\\n' \"\\n\" \"\\\"\" \"\\\\\"", List.of("\\n", "\\n", "\"", "\\")),
                new Case(
                        "; | & > < `id` $(id) * ? # ~ !",
                        List.of(";", "|", "&", ">", "<", "`id`", "$(id)", "*", "?", "#", "~", "!")),
                new Case("-r '^foo$'", List.of("-r", "^foo$")),
                new Case("größe 容量", List.of("größe", "容量")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void readsWords(Case line) {
        assertThat(CommandWords.of(line.line)).isEqualTo(line.words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "a 'b", "\"", "\"a\\\"", "a\\"})
    void refusesWhatIsNotFinished(String line) {
        assertThatThrownBy(() -> CommandWords.of(line))
                .isInstanceOf(RefusedException.class)
                .hasMessage("a quote is not closed, or nothing follows the last backslash");
    }

    @Test
    void readsValuesAsNagiosDoes() {
        assertThat(CommandWords.separatedByMarks("80!5")).containsExactly("80", "5");
        assertThat(CommandWords.separatedByMarks("a\\!b!!c\\d ")).containsExactly("a!b", "", "c\\d ");
    }

    @Test
    void fillsPlacesWithoutSplittingOrReadingValues() {
        Map<String, String> values = Map.of("ARG1", "a b; $ARG2$ \\ $1", "ARG2", "", "x.y-z_1", "ü");

        assertThat(Placeholders.fill(List.of("-H", "$ARG1$", "=$ARG2$=", "$x.y-z_1$$x.y-z_1$"), values))
                .containsExactly("-H", "a b; $ARG2$ \\ $1", "==", "üü");
        assertThat(Placeholders.fill(List.of("$$", "$$ARG1$$", "5$", "^a$", "$ $", "$"), values))
                .containsExactly("$", "$ARG1$", "5$", "^a$", "$ $", "$");
        assertThat(Placeholders.in(List.of("$a$$b$ $$", "$a$", "$c d$"))).containsExactly("a", "b");
    }

    @Test
    void namesThePlaceThatHasNoValue() {
        assertThatThrownBy(() -> Placeholders.fill(List.of("-p", "$port$"), Map.of("Port", "1")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("there is no value for the placeholder $port$");
        assertThatThrownBy(() -> Placeholders.fill(List.of("$HOSTNAME$"), Map.of()))
                .hasMessage("there is no value for the placeholder $HOSTNAME$: the check reports to no server, or under"
                        + " several names");
    }

    @Test
    void knowsWhatACheckReportsAsWhereThatIsOne() {
        Target mail = Target.service("shop", "Mail");
        assertThat(Placeholders.of(List.of(mail, mail))).isEqualTo(Map.of("HOSTNAME", "shop", "SERVICEDESC", "Mail"));
        assertThat(Placeholders.of(List.of(mail, Target.service("web", "Mail"))))
                .isEqualTo(Map.of("SERVICEDESC", "Mail"));
        assertThat(Placeholders.of(List.of(Target.host("shop")))).isEqualTo(Map.of("HOSTNAME", "shop"));
        assertThat(Placeholders.of(List.of())).isEmpty();
    }
}
