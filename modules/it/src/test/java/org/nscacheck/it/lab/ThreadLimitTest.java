/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.testkit.matrix.Row;

/** The machine lets a node's process have no more threads for a while. */
@Tag("faults")
class ThreadLimitTest {

    private static final int ENOUGH = 2_000;

    @TempDir
    private Path readable;

    @Test
    @Row(
            value = "R44",
            done =
                    "a node gets no new thread for 8 s (prlimit --nproc), again and again: it goes on each time, and loses nothing")
    void goesOnWhenThereAreThreadsAgain() throws Exception {
        try (Lab lab = Lab.with("thread-limit", Shortage.checks())) {
            Node node = lab.addNode("node-a");
            node.runAs(new OtherUser(readable));
            node.start();
            node.awaitReady();
            new Shortage(
                            "R44",
                            "no threads",
                            () -> node.limitThreads(1),
                            () -> node.limitThreads(ENOUGH),
                            "unable to create native thread")
                    .survivedBy(node, lab);
        }
    }
}
