/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.nscacheck.testkit.TestDatabase;

/** The time from the start of nodes until everything has run once: what they remember of checks is filled by then. */
final class FirstRound {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(20);

    private FirstRound() {}

    /** Waits for its end, and returns how many seconds that took from now on. */
    static double await(TestDatabase database, Contender contender) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        while (DurablePostgres.number(database, contender.untouched()) > 0) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new IllegalStateException("not everything has run once; due are now "
                        + DurablePostgres.number(database, contender.due()));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
