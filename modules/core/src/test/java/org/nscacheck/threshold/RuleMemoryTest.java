/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.threshold.Remembered.Counts;
import org.nscacheck.threshold.Remembered.Raw;
import org.nscacheck.threshold.RuleMemory.EntryKey;

class RuleMemoryTest {

    private static final List<Level> LEVELS = List.of(Level.values());
    private static final UUID RULE = UUID.fromString("6f1b2c3d-0000-4000-8000-000000000001");

    @Test
    void canBeReadByPeople() {
        RuleMemory memory = new RuleMemory(Map.of(
                new EntryKey(RULE, "disk free"),
                new Remembered(Level.FAILURE, new Counts(3, 3, 2, 0), Runs.START, true, null),
                new EntryKey(RuleMemory.COUNTERS, "sent"),
                Remembered.counter(new BigDecimal("17"), Runs.START)));

        assertThat(memory.encode()).isEqualTo("""
                        thresholds 1
                        rule 00000000-0000-0000-0000-000000000000
                        UNDECIDED 0/0/0/0 2026-11-27T22:00:00Z - 17@2026-11-27T22:00:00Z sent
                        rule 6f1b2c3d-0000-4000-8000-000000000001
                        FAILURE 3/3/2/0 2026-11-27T22:00:00Z missing - disk free""");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "rubbish",
                "thresholds 1",
                "thresholds 2\nrule 6f1b2c3d-0000-4000-8000-000000000001",
                "thresholds 1\nFAILURE 0/0/0/0 2026-11-27T22:00:00Z - - x",
                "thresholds 1\nrule nobody",
                "thresholds 1\nrule 6f1b2c3d-0000-4000-8000-000000000001\nFAILURE 0/0/0 2026-11-27T22:00:00Z - - x",
                "thresholds 1\nrule 6f1b2c3d-0000-4000-8000-000000000001\nBROKEN 0/0/0/0 2026-11-27T22:00:00Z - - x",
                "thresholds 1\nrule 6f1b2c3d-0000-4000-8000-000000000001\nFAILURE 0/0/0/0 yesterday - - x",
                "thresholds 1\nrule 6f1b2c3d-0000-4000-8000-000000000001\nFAILURE 0/0/0/0 2026-11-27T22:00:00Z - - x\\",
                "thresholds 1\nrule 6f1b2c3d-0000-4000-8000-000000000001\nFAILURE"
            })
    void takesTextThatIsNotItsOwnForNothing(String text) {
        assertThat(RuleMemory.decode(text)).isEqualTo(RuleMemory.EMPTY);
    }

    @Test
    void losesNothingInItsText() {
        Random random = new Random(15);
        List<String> labels = List.of(
                "x",
                "a b",
                " ",
                "new\nline",
                "back\\slash\\n\\u0041",
                "\r",
                "rule 5",
                "\u00fc\ud83d\ude00",
                "0 1 2 3 4 5 6",
                "\0\u007f\u0085",
                "half \ud83d pair");
        for (int i = 0; i < 1_000; i++) {
            Map<EntryKey, Remembered> entries = new HashMap<>();
            for (int k = random.nextInt(5); k >= 0; k--) {
                UUID rule = new UUID(random.nextLong(), random.nextInt(2));
                entries.put(new EntryKey(rule, labels.get(random.nextInt(labels.size()))), remembered(random));
            }
            RuleMemory memory = new RuleMemory(entries);

            assertThat(RuleMemory.decode(memory.encode())).isEqualTo(memory);
        }
    }

    private static Remembered remembered(Random random) {
        Instant at = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
        return new Remembered(
                LEVELS.get(random.nextInt(LEVELS.size())),
                new Counts(random.nextInt(5), random.nextInt(5), random.nextInt(5), random.nextInt(5)),
                at,
                random.nextBoolean(),
                random.nextBoolean()
                        ? null
                        : new Raw(new BigDecimal(random.nextLong()).scaleByPowerOfTen(random.nextInt(9) - 4), at));
    }

    @Test
    void hasNoCharacterThatADatabaseRefuses() {
        Runs runs = new Runs("failure-max=1");
        runs.of("nul\0 \ud83d=1");

        assertThat(runs.memory().encode()).contains("nul\\u0000 \\ud83d").doesNotContain("\0", "\ud83d");
    }

    @Test
    void forgetsLabelsAndRulesThatAreGone() {
        Runs runs = new Runs("label=a* failure-max=1 interesting=false");
        for (int i = 0; i < 50; i++) {
            runs.of("a" + i + "=1c");
        }

        // The metric of this run, and those of the two intervals before, which are not missing yet; each with its
        // counter.
        assertThat(runs.memory().size()).isLessThanOrEqualTo(6);
    }

    @Test
    void hasAnEndForACheckWhoseLabelsAlwaysChange() {
        Runs runs = new Runs("failure-max=1");
        String[] metrics = new String[700];
        for (int run = 0; run < 4; run++) {
            for (int i = 0; i < metrics.length; i++) {
                metrics[i] = "run" + run + "process" + i + "=1";
            }
            runs.of(metrics);
        }

        assertThat(runs.memory().size()).isEqualTo(metrics.length + MissingMetrics.MOST);
    }

    @Test
    void beginsAnewForOneRule() {
        Runs runs = new Runs("failure-max=1");
        runs.of("x=2", "y=2");

        RuleMemory memory = runs.memory();

        assertThat(memory.size()).isEqualTo(2);
        assertThat(memory.without(Runs.named("0", "failure-max=1").id())).isEqualTo(RuleMemory.EMPTY);
        assertThat(memory.without(RULE)).isEqualTo(memory);
    }

    @Test
    void takesAboutSixtyCharactersForAMetric() {
        Runs runs = new Runs("failure-max=1");
        String[] metrics = new String[100];
        for (int i = 0; i < metrics.length; i++) {
            metrics[i] = "m" + i + "=1";
        }
        runs.of(metrics);

        assertThat(runs.memory().encode().length() / metrics.length).isLessThan(60);
    }
}
