/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/** Very many services wait for a daemon that comes back. */
@Tag("faults")
class BacklogTest {

    private static final int SERVICES = 10_000;

    @Test
    @Row(
            value = "L02",
            done = "10,000 services wait under LATEST; all have their newest result within 30 s of the daemon's return")
    void drainsTenThousandServices() throws Exception {
        Lab.Settings settings = new Lab.Settings(SERVICES, 0, "1h", List.of(CatchUp.LATEST));
        try (Lab lab = Lab.with("backlog", settings)) {
            Runnable end = lab.timeline().begin("refuse", Timeline.Place.RECEIVER, "");
            lab.receiver().network().refuse();
            lab.startNode("node-a");
            // Each check twice: the older result is superseded.
            for (int round = 1; round <= 2; round++) {
                int runs = round * SERVICES;
                lab.jdbc()
                        .sql("UPDATE nscacheck.nsca_due SET due_at = now(), wake_at = now(), forced = true"
                                + " WHERE check_id IN (SELECT check_id FROM nscacheck.nsca_due"
                                + " WHERE lease_until IS NULL FOR UPDATE SKIP LOCKED)")
                        .update();
                Duration ran = Lab.until(
                        Duration.ofMinutes(2), () -> lab.count("SELECT count(*) FROM nscacheck.nsca_run") >= runs);
                Lab.print("L02", SERVICES + " checks have run in", ran);
            }
            assertThat(lab.count("SELECT count(*) FROM nscacheck.nsca_delivery WHERE state = 'WAITING'"))
                    .isGreaterThanOrEqualTo(SERVICES - 1);
            lab.receiver().network().pass();
            Duration drained = Lab.until(
                    Duration.ofMinutes(2),
                    () -> lab.count("SELECT count(*) FROM nscacheck.nsca_delivery WHERE ended_at IS NULL") == 0);
            end.run();
            Lab.print("L02", SERVICES + " services had their newest result after", drained);
            lab.settle();
            lab.judge().forEach(Books::assertAllDelivered);
            Lab.assertPromise(drained, Duration.ofSeconds(30));
        }
    }
}
