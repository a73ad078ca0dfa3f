/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Waits for the clock on the wall, which cron schedules follow. */
public final class Minute {

    private Minute() {}

    /** Waits for the next time that it is this second of a minute. */
    public static void awaitSecond(int second) throws InterruptedException {
        Instant now = Instant.now();
        Instant wanted = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(second);
        if (!wanted.isAfter(now)) {
            wanted = wanted.plusSeconds(60);
        }
        TimeUnit.MILLISECONDS.sleep(Duration.between(now, wanted).toMillis() + 1);
    }
}
