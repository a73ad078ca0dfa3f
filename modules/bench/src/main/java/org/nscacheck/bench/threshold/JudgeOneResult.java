/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.threshold;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.nscacheck.CheckResult;
import org.nscacheck.threshold.Judge;
import org.nscacheck.threshold.Judgement;
import org.nscacheck.threshold.NamedRule;
import org.nscacheck.threshold.RuleBook;
import org.nscacheck.threshold.RuleMemory;
import org.nscacheck.threshold.RuleSet;
import org.nscacheck.threshold.RuleText;
import org.nscacheck.threshold.Subject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What it costs to judge one result, with a thousand rules in the book. The result has three metrics, of which one is a counter.
 *
 * <pre>
 * mvn -Pbench -pl modules/bench -am -Dnscacheck.bench=threshold.JudgeOneResult
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JudgeOneResult {

    private static final int RULES = 1_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant START = Instant.parse("2026-11-27T22:00:00Z");

    /** Which of the rules are about the check: one each, all by patterns of its key, or all by the labels of metrics. */
    @Param({"one-rule-per-check", "patterns-of-checks", "labels"})
    public String rules = "";

    private final Subject subject = new Subject("web1", "check.500", Set.of("disk", "prod"));
    private final CheckResult result = CheckResult.ok("500 files")
            .perf("label500", 3)
            .uom("%")
            .min(0)
            .max(100)
            .perf("label501", new BigDecimal("4500.25"))
            .uom("MB")
            .perf("label502", 1_000_000)
            .uom("c")
            .build();
    private RuleBook book = RuleBook.of(List.of());
    private RuleSet set = RuleSet.EMPTY;
    private RuleMemory memory = RuleMemory.EMPTY;
    private String remembered = "";

    /** Reads the rules, and judges the first result. */
    @Setup
    public void prepare() {
        List<NamedRule> named = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            named.add(new NamedRule(new UUID(1, i), "rule " + i, RuleText.parse(rule(i))));
        }
        book = RuleBook.of(named);
        set = book.rulesFor(subject);
        memory = Judge.judge(set, result, RuleMemory.EMPTY, START, MINUTE).next();
        remembered = memory.encode();
    }

    private Map<String, String> rule(int i) {
        String max = Integer.toString(5_000 + i);
        return switch (rules) {
            case "one-rule-per-check" -> Map.of("check", "check." + i, "warning-max", max, "failure-max", "9000");
            case "patterns-of-checks" -> Map.of("check", "*." + i, "warning-max", max, "failure-max", "9000");
            default -> Map.of("label", "label" + i, "warning-max", max, "failure-max", "9000", "interesting", "false");
        };
    }

    /** Judges a result, with the rules of its check at hand. */
    @Benchmark
    public Judgement judge() {
        return Judge.judge(set, result, memory, START.plus(MINUTE), MINUTE);
    }

    /** The same, with the memory read from its text before and written to it afterwards, as it lies in the database. */
    @Benchmark
    public String judgeFromText() {
        return Judge.judge(set, result, RuleMemory.decode(remembered), START.plus(MINUTE), MINUTE)
                .next()
                .encode();
    }

    /** Finds the rules of a check, which is done once until a rule or the check changes. */
    @Benchmark
    public RuleSet rulesFor() {
        return book.rulesFor(subject);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(JudgeOneResult.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
