/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nscacheck.threshold.Explanation.Answer;

class RuleBookTest {

    /** From the most specific to the least. */
    private static final List<String> TWELVE_STEPS = List.of(
            "host=web1 check=disk.space label=x",
            "host=web1 check=disk.space",
            "host=web1 tag=disk label=x",
            "host=web1 tag=disk",
            "host=web1 label=x",
            "host=web1",
            "check=disk.space label=x",
            "check=disk.space",
            "tag=disk label=x",
            "tag=disk",
            "label=x",
            "");

    private static List<String> applying(List<String> matches, String label) {
        RuleBook book = Runs.book(matches.stream()
                .map(match -> (match + " failure-max=1").strip())
                .toArray(String[]::new));
        return book.rulesFor(Runs.SUBJECT).of(label).stream()
                .map(rule -> matches.get(Integer.parseInt(rule.named().name())))
                .toList();
    }

    @Test
    void letsTheMostSpecificOfTwelveStepsApply() {
        for (int i = 0; i < TWELVE_STEPS.size(); i++) {
            assertThat(applying(TWELVE_STEPS.subList(i, TWELVE_STEPS.size()), "x"))
                    .containsExactly(TWELVE_STEPS.get(i));
        }
    }

    @Test
    void choosesForEachMetric() {
        assertThat(applying(List.of("label=x", "check=disk.space", "label=y"), "x"))
                .containsExactly("check=disk.space");
        assertThat(applying(List.of("label=x", "tag=nothing", ""), "x")).containsExactly("label=x");
        assertThat(applying(List.of("label=x", "tag=nothing", ""), "y")).containsExactly("");
    }

    @Test
    void letsAllOfEquallySpecificRulesApply() {
        assertThat(applying(List.of("tag=disk", "label=x", "tag=prod", "tag=disk"), "x"))
                .containsExactly("tag=disk", "tag=prod", "tag=disk");
    }

    @Test
    void prefersAnExactTextToAPatternAndAPatternToNothing() {
        assertThat(applying(List.of("label=x", "label=*", ""), "x")).containsExactly("label=x");
        assertThat(applying(List.of("label=?", ""), "x")).containsExactly("label=?");
        assertThat(applying(List.of("check=disk.*", "tag=disk label=x"), "x")).containsExactly("check=disk.*");
        assertThat(applying(List.of("tag=d*", "label=x"), "x")).containsExactly("tag=d*");
        assertThat(applying(List.of("host=web?", "check=disk.space label=x"), "x"))
                .containsExactly("host=web?");
    }

    @Test
    void matchesPatternsAsAWhole() {
        assertThat(Glob.matches("disk*", "disk free")).isTrue();
        assertThat(Glob.matches("*free", "disk free")).isTrue();
        assertThat(Glob.matches("d*k*e?", "disk free")).isTrue();
        assertThat(Glob.matches("disk", "disk free")).isFalse();
        assertThat(Glob.matches("?", "")).isFalse();
        assertThat(Glob.matches("*", "")).isTrue();
        assertThat(Glob.matches("a*b", "ab*c")).isFalse();
        assertThat(Glob.matches("DISK", "disk")).isFalse();
    }

    @Test
    void explainsEachRule() {
        RuleBook book = RuleBook.of(List.of(
                Runs.named("general", "failure-max=1"),
                Runs.named("disks", "tag=disk failure-max=1"),
                Runs.named("production", "tag=prod failure-max=1"),
                Runs.named("other host", "host=db* failure-max=1"),
                Runs.named("other check", "check=mail.queue failure-max=1"),
                Runs.named("other tag", "tag=mail failure-max=1"),
                Runs.named("other metric", "label=y failure-max=1")));

        List<Explanation> explained = book.explain(Runs.SUBJECT, "x");

        assertThat(explained)
                .extracting(each -> each.rule().name() + ": " + each.why())
                .containsExactly(
                        "disks: judges this metric, by its match on tag",
                        "production: judges this metric, by its match on tag",
                        "general: matches on anything, but 'disks' and 'production' on tag, which is more specific",
                        "other metric: is about the metric 'y', not 'x'",
                        "other check: is about the check 'mail.queue', not 'disk.space'",
                        "other tag: is about checks with the tag 'mail', which this check has not",
                        "other host: is about the host 'db*', not 'web1'");
        assertThat(explained).filteredOn(Explanation::applies).hasSize(2);
        assertThat(explained.get(2).answer()).isEqualTo(Answer.OUTRANKED);
    }

    @Test
    void keepsForACheckOnlyWhatCanMatchIt() {
        RuleBook book = Runs.book(
                "check=disk.space label=y failure-max=1",
                "check=other failure-max=1",
                "tag=prod failure-max=1",
                "host=x failure-max=1");

        assertThat(book.rulesFor(Runs.SUBJECT).rules())
                .extracting(NamedRule::name)
                .containsExactly("0", "2");
        assertThat(book.rulesFor(new Subject("web1", "none", Set.of())).isEmpty())
                .isTrue();
    }
}
