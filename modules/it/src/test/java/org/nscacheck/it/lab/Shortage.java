/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.nscacheck.server.CatchUp;

/**
 * Something that a node's process needs runs short for a while, three times; the node goes on each time, and loses nothing.
 *
 * @param row of the matrix
 * @param kind what is short
 * @param begin takes it away, or has it taken away for the time
 * @param end gives it back, or does nothing if that happens by itself
 * @param sign what the log says meanwhile
 */
record Shortage(String row, String kind, Step begin, Step end, String sign) {

    static final Duration LENGTH = Duration.ofSeconds(8);

    /** A part of it. */
    @FunctionalInterface
    interface Step {
        void take() throws Exception;
    }

    /** Few checks, so that it is the shortage that holds them up. */
    static Lab.Settings checks() {
        return Lab.Settings.of(CatchUp.ALL).with(50, "1s");
    }

    void survivedBy(Node node, Lab lab) throws Exception {
        lab.awaitFlow();
        for (int round = 0; round < 3; round++) {
            Runnable over = lab.timeline().begin(kind, Timeline.Place.NODE, node.name());
            begin.take();
            Lab.during(LENGTH);
            end.take();
            over.run();
            Duration back = Lab.until(Duration.ofSeconds(60), lab::haveAllRun);
            Lab.print(row, "each check ran again after", back);
            Lab.assertPromise(back, Duration.ofSeconds(30));
        }
        assertThat(node.log(sign)).as("the log says: " + sign).isTrue();
        lab.settle();
        lab.judge().forEach(Books::assertAllDelivered);
    }
}
