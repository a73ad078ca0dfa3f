/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/** The database cannot be reached by anybody for a while. */
@Tag("faults")
class DatabaseAwayTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("nscacheck.faults.outage", 30));

    @Test
    @Row(
            value = "R15",
            done = "the database goes away for half a minute; what was running is kept and recorded when it is back")
    void keepsWhatWasRunning() throws Exception {
        try (Lab lab = Lab.with("database-away", Lab.Settings.of(CatchUp.ALL))) {
            List<Node> nodes = lab.startNodes("node-a", "node-b");
            lab.awaitFlow();
            List<Runnable> ends = nodes.stream()
                    .map(node -> lab.timeline().begin("database away", Timeline.Place.NODE, node.name()))
                    .toList();
            long before = lab.begunTwice();
            nodes.forEach(node -> node.database().refuse());
            nodes.forEach(node -> node.database().reset());
            long away = lab.timeline().now();
            Lab.during(OUTAGE);
            long back = lab.timeline().now();
            nodes.forEach(node -> node.database().pass());
            ends.forEach(Runnable::run);
            String ranMeanwhile = "SELECT count(*) FROM nscacheck.nsca_run"
                    + " WHERE ended_at > to_timestamp(? / 1e6) AND ended_at < to_timestamp(? / 1e6)";
            Duration flush = Lab.until(Duration.ofSeconds(60), () -> lab.count(ranMeanwhile, away, back) > 0);
            Lab.print("R15", "what ended meanwhile was recorded after", flush);
            Duration flow = Lab.until(
                    Duration.ofSeconds(60),
                    () -> lab.count(
                                    "SELECT count(*) FROM nscacheck.nsca_delivery WHERE ended_at > to_timestamp(? / 1e6)"
                                            + " AND state = 'SENT'",
                                    back)
                            > 200);
            Lab.print("R15", "and results were delivered again after", flush.plus(flow));
            lab.settle();
            lab.judge().forEach(Books::assertAllDelivered);
            System.out.println("R15: runs that ended meanwhile: " + lab.count(ranMeanwhile, away, back));
            Lab.assertPromise(flush.plus(flow), Duration.ofSeconds(30));
            assertThat(lab.begunTwice() - before)
                    .as("checks begun a second time")
                    .isZero();
        }
    }
}
