/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.server.CatchUp;
import org.nscacheck.testkit.matrix.Row;

/** Batches that are broken in the middle, on one node. */
@Tag("faults")
class BrokenBatchTest {

    private static final int PACKET = 4304;

    private static Lab lab;
    private static int repeats;

    @BeforeAll
    static void startNode() throws Exception {
        lab = Lab.with("broken-batch", Lab.Settings.of(CatchUp.ALL).withLongBatches());
        lab.startNode("node-a");
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @BeforeEach
    void resume() {
        lab.resume();
    }

    @AfterEach
    void losesNothing() throws IOException {
        lab.settle();
        Books books = lab.judge().get(0);
        books.assertAllDelivered();
        assertThat(books.duplicates() - repeats).as("repeats in this test").isPositive();
        repeats = books.duplicates();
    }

    /** Lets reports pile up, so that the next batch has one for each check. */
    private static void pileUp() throws InterruptedException {
        lab.receiver().network().refuse();
        Lab.during(Duration.ofSeconds(2));
    }

    @Test
    @Row(
            value = "R06",
            done = "the connection is reset after a part of the batch; that part may be repeated, nothing is lost")
    void repeatsABatchThatWasResetInTheMiddle() throws Exception {
        for (int packets : new int[] {1, 60, 100}) {
            Runnable end = lab.timeline().begin("reset", Timeline.Place.RECEIVER, "");
            pileUp();
            lab.receiver().network().resetAfter(packets * PACKET + PACKET / 2);
            int resets = lab.receiver().network().resets();
            lab.receiver().network().listenAgain();
            Lab.until(Duration.ofSeconds(20), () -> lab.receiver().network().resets() > resets);
            lab.receiver().network().pass();
            end.run();
            lab.awaitFlow();
        }
    }

    @Test
    @Row(
            value = "R14",
            done = "the receiver is killed during a batch and restarted; what it had not confirmed is repeated")
    void repeatsWhatADaemonHadNotConfirmed() throws Exception {
        for (int i = 0; i < 3; i++) {
            Runnable end = lab.timeline().begin("daemon killed", Timeline.Place.RECEIVER, "");
            pileUp();
            int size = lab.receiver().daemon().rawLines().size();
            lab.receiver().network().slow(100 * PACKET);
            lab.receiver().network().listenAgain();
            Lab.until(
                    Duration.ofSeconds(20),
                    () -> lab.receiver().daemon().rawLines().size() > size + 20);
            lab.receiver().daemon().kill();
            Lab.during(Duration.ofSeconds(1));
            lab.receiver().daemon().restart();
            lab.receiver().network().pass();
            end.run();
            lab.awaitFlow();
        }
    }
}
