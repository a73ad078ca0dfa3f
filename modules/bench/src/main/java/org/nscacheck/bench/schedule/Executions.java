/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What a node has executed. Thread-safe. */
final class Executions {

    private final LongAdder count = new LongAdder();
    private final Lateness lateness = new Lateness();

    void ran() {
        count.increment();
    }

    void ran(Duration late) {
        count.increment();
        lateness.add(late.toNanos() / 1_000_000);
    }

    long count() {
        return count.sum();
    }

    Lateness lateness() {
        return lateness;
    }
}
