/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * As the soak, but people are among the faults: they edit, rename, deploy versions without some checks, and look after
 * the database, whose standby takes over at half time. Runs when it is asked for: {@code -Pfaults -Dnscacheck.chaos=15m}, with
 * {@code -Dnscacheck.chaos.seed=7} for the faults of an earlier run; the seed is printed.
 */
@Tag("faults")
@EnabledIfSystemProperty(
        named = "nscacheck.chaos",
        matches = ".+",
        disabledReason = "runs with -Dnscacheck.chaos=15m only")
class ChaosTest {

    private static final Duration TIME =
            Duration.parse("PT" + System.getProperty("nscacheck.chaos", "90s").toUpperCase(Locale.ROOT));
    private static final long SEED = Long.getLong("nscacheck.chaos.seed", System.nanoTime() % 1_000_000);

    @Test
    void losesNothingWhateverPeopleDo() throws Exception {
        System.out.printf(Locale.ROOT, "chaos of %s, seed %d%n", TIME, SEED);
        try (Lab lab = Lab.withStandby("chaos", Lab.Settings.ofChaos());
                Written written = new Written(lab.receiver().file(), lab.timeline());
                Chaos chaos = Chaos.ofMachinesAndPeople(lab, new Random(SEED))) {
            for (String name : List.of("node-a", "node-b")) {
                lab.addNode(name).bringUp(List.of());
            }
            lab.awaitFlow();
            makeFaults(chaos, TIME.dividedBy(2));
            chaos.make(new DatabaseFaults(lab, chaos.breakage())::failOver);
            makeFaults(chaos, TIME.dividedBy(2));
            chaos.heal();
            long end = lab.timeline().now();
            lab.settle();
            judge(lab, written, end);
        }
    }

    private static void makeFaults(Chaos chaos, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            chaos.next();
        }
    }

    private static void judge(Lab lab, Written written, long end) throws Exception {
        System.out.println("faults: " + lab.timeline().byKind());
        Books books = lab.judge().get(0);
        Lateness lateness = Lateness.of(lab, written);
        System.out.println(lateness);
        Silence silence = Silence.of(lab, end);
        System.out.println(silence);
        System.out.println("not sent, with their reasons: " + reasons(lab));
        lab.nodes().forEach(node -> System.out.println(node.name() + " failed to start: " + node.failedStarts()));
        books.assertBalanced();
        assertThat(lateness.late()).as("OK that was not true any more").isEmpty();
        assertThat(silence.longestUnexplained()).as(silence.toString()).isLessThanOrEqualTo(15);
        assertThat(books.inFile()).isGreaterThan((int) (TIME.toSeconds() * 50));
    }

    /** Returns how many reports ended without being sent, or wait, by state and reason; digits left out. */
    private static List<String> reasons(Lab lab) {
        return lab.jdbc()
                .sql("SELECT state || ' (' || regexp_replace(reason, '[0-9].*', '...') || '): ' || count(*)"
                        + " FROM nscacheck.nsca_delivery WHERE state NOT IN ('SENT', 'ACCEPTED')"
                        + " GROUP BY state, regexp_replace(reason, '[0-9].*', '...')")
                .query(String.class)
                .list();
    }
}
