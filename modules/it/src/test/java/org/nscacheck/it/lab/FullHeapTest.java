/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.lab;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.matrix.Row;

/** The application around a node fills the heap, and gives it free again. */
@Tag("faults")
class FullHeapTest {

    @Test
    @Row(
            value = "R62",
            done = "the heap of a node is full for 8 s, again and again: it goes on each time, and loses nothing")
    void goesOnWhenTheHeapIsFreeAgain() throws Exception {
        try (Lab lab = Lab.with("full-heap", Shortage.checks())) {
            Node node = lab.startNode("node-a");
            new Shortage(
                            "R62",
                            "heap full",
                            () -> node.tell("fill " + Shortage.LENGTH.toMillis()),
                            () -> {},
                            "OutOfMemoryError")
                    .survivedBy(node, lab);
        }
    }
}
