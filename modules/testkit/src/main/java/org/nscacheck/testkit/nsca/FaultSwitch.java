/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.time.Duration;
import java.util.function.Predicate;

/** The fault in force; connections look at it and wait on it. */
final class FaultSwitch {

    private Fault fault = new Fault.None();

    synchronized Fault get() {
        return fault;
    }

    synchronized void set(Fault fault) {
        this.fault = fault;
        notifyAll();
    }

    /** Waits as long as the fault in force is such a one. */
    synchronized void waitWhile(Predicate<Fault> standing) throws InterruptedException {
        while (standing.test(fault)) {
            wait();
        }
    }

    /** Waits that long, or until the fault changes. */
    synchronized void pause(Duration duration) throws InterruptedException {
        Fault before = fault;
        long deadline = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && before.equals(fault); left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
