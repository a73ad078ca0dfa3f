/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/**
 * Rows L03 and L04: results flow, faults come at random, and in the end the books are right. One and a half minutes by default,
 * {@code -Dnscacheck.soak=20m} for longer and {@code -Dnscacheck.soak.seed=7} for other faults.
 */
@Tag("faults")
class SoakTest {

    private static final String DURATION = System.getProperty("nscacheck.soak", "90s");
    private static final Duration TIME = Duration.parse("PT" + DURATION.toUpperCase(Locale.ROOT));
    private static final long SEED = Long.getLong("nscacheck.soak.seed", 20261121L);

    @Test
    @Row(value = "L03", done = "sustained load")
    @Row(value = "L04", done = "all kinds of faults at random")
    void losesNothingWhateverHappens() throws Exception {
        try (Lab lab = Lab.with("soak", Lab.Settings.of(CatchUp.ALL).with(260, "1s"));
                Chaos chaos = Chaos.ofMachines(lab, new Random(SEED))) {
            lab.startNodes("node-a", "node-b");
            lab.awaitFlow();
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                chaos.next();
            }
            chaos.heal();
            lab.settle();
            Books books = lab.judge().get(0);
            print(books, lab.timeline().byKind());
            books.assertBalanced();
            assertThat(books.inFile()).isGreaterThan((int) (TIME.toSeconds() * 100));
        }
    }

    private static void print(Books books, Map<String, Long> faults) {
        System.out.printf(
                Locale.ROOT,
                "soak of %s, seed %d%n%n| results in the file | faults | %s |%n|---:|---:|%s%n| %d | %d | %s |%n%n",
                DURATION,
                SEED,
                String.join(" | ", faults.keySet()),
                "---:|".repeat(faults.size()),
                books.inFile(),
                faults.values().stream().mapToLong(Long::longValue).sum(),
                String.join(
                        " | ", faults.values().stream().map(Object::toString).toList()));
    }
}
