/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.Metric;
import org.nscacheck.PerfData;
import org.nscacheck.Status;
import org.nscacheck.Uom;

/** Runs of one check, a minute apart, judged by rules. Between any two the memory goes through its text. */
final class Runs {

    static final Instant START = Instant.parse("2026-11-27T22:00:00Z");
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Subject SUBJECT = new Subject("web1", "disk.space", Set.of("disk", "prod"));

    private final RuleSet rules;
    private RuleMemory memory = RuleMemory.EMPTY;
    private Instant at = START;

    Runs(String... rules) {
        this.rules = book(rules).rulesFor(SUBJECT);
    }

    /** Each rule is written as {@code key=value key=value}; its name is its place. */
    static RuleBook book(String... rules) {
        List<NamedRule> named = new ArrayList<>();
        for (String rule : rules) {
            named.add(named(String.valueOf(named.size()), rule));
        }
        return RuleBook.of(named);
    }

    static NamedRule named(String name, String rule) {
        return new NamedRule(
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)), name, rule(rule));
    }

    static ThresholdRule rule(String rule) {
        return RuleText.parse(text(rule));
    }

    static Map<String, String> text(String rule) {
        Map<String, String> text = new LinkedHashMap<>();
        Arrays.stream(rule.split(" ")).map(pair -> pair.split("=", 2)).forEach(pair -> text.put(pair[0], pair[1]));
        return text;
    }

    static Metric metric(String label, @Nullable String value, String uom) {
        return new Metric(label, value == null ? null : new BigDecimal(value), Uom.of(uom), null, null, null, null);
    }

    /** Returns a metric such as {@code free=5GB}, {@code free=U}, or with a maximum {@code free=5GB/100}. */
    static Metric metric(String text) {
        String[] parts = text.split("=", 2);
        String[] bounds = parts[1].split("/", 2);
        String number = bounds[0].replaceAll("[^-.\\d].*", "");
        BigDecimal max = bounds.length == 1 ? null : new BigDecimal(bounds[1]);
        boolean unknown = bounds[0].equals("U");
        return new Metric(
                parts[0],
                unknown ? null : new BigDecimal(number),
                Uom.of(unknown ? "" : bounds[0].substring(number.length())),
                null,
                null,
                null,
                max);
    }

    static CheckResult result(String... metrics) {
        return new CheckResult(
                Status.OK,
                "",
                "",
                PerfData.of(Arrays.stream(metrics).map(Runs::metric).toArray(Metric[]::new)));
    }

    Judgement judge(CheckResult result) {
        Judgement judgement = Judge.judge(rules, result, memory, at, MINUTE);
        memory = RuleMemory.decode(judgement.next().encode());
        assertThat(memory).isEqualTo(judgement.next());
        at = at.plus(MINUTE);
        return judgement;
    }

    /** Judges a result of these metrics. */
    Judgement of(String... metrics) {
        return judge(result(metrics));
    }

    /** Judges a value of the metric {@code x} and returns the one verdict. */
    Verdict x(String value) {
        return one("x=" + value);
    }

    Verdict one(String... metrics) {
        List<Verdict> verdicts = of(metrics).verdicts();
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    /**
     * Returns for each value of {@code x} the first letter of the level that holds (lower case: undecided u, okay o, unknown n, warning
     * w, failure f), in upper case if it is reported; {@code -} as value leaves the metric out.
     */
    String letters(String values) {
        StringBuilder letters = new StringBuilder();
        for (String value : values.split(" ")) {
            Judgement judgement = value.equals("-") ? of() : of("x=" + value);
            judgement.verdicts().forEach(verdict -> letters.append(letter(verdict)));
        }
        return letters.toString();
    }

    private static char letter(Verdict verdict) {
        char letter =
                switch (verdict.level()) {
                    case UNDECIDED -> 'u';
                    case OKAY -> 'o';
                    case UNKNOWN -> 'n';
                    case WARNING -> 'w';
                    case FAILURE -> 'f';
                };
        return verdict.reported() ? Character.toUpperCase(letter) : letter;
    }

    RuleMemory memory() {
        return memory;
    }

    void pass(Duration time) {
        at = at.plus(time);
    }
}
