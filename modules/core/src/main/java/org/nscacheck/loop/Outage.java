/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Something that fails again and again while its cause lasts. The first failure is logged with its stack, those after it are only
 * counted, and the first success is logged with how long it took and how often it failed. Thread-safe.
 */
public final class Outage {

    private final Logger log;
    private final Level level;
    private final String begins;
    private final String ends;
    private final LongSupplier nanoTime;
    private volatile boolean lasting;
    private boolean told;
    private long sinceNanos;
    private long failures;

    /**
     * @param log of the class whose work it is
     * @param level of the first failure; the end is at INFO
     * @param begins event id and sentence for the first failure
     * @param ends event id and sentence for the first success after it
     */
    public Outage(Logger log, Level level, String begins, String ends) {
        this(log, level, begins, ends, System::nanoTime);
    }

    /** @param nanoTime a clock of nanoseconds */
    Outage(Logger log, Level level, String begins, String ends, LongSupplier nanoTime) {
        this.log = log;
        this.level = level;
        this.begins = begins;
        this.ends = ends;
        this.nanoTime = nanoTime;
    }

    /** Says that it has failed. Never throws: what a full heap leaves no room to say is said after the next failure. */
    public synchronized void failed(Throwable cause) {
        if (!lasting) {
            sinceNanos = nanoTime.getAsLong();
            failures = 0;
            lasting = true;
        }
        failures++;
        try {
            if (!told) {
                log.atLevel(level).setCause(cause).log(begins);
                told = true;
            }
        } catch (Throwable unspeakable) {
            // Said the next time.
        }
    }

    /** Says that it has worked. */
    public void worked() {
        if (lasting) {
            end();
        }
    }

    private synchronized void end() {
        boolean known = told;
        lasting = false;
        told = false;
        if (known) {
            long lasted = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - sinceNanos);
            log.info(ends + " lasted={}s failures={}", lasted, failures);
        }
    }

    /** Returns whether it has failed and not worked since. */
    public boolean lasts() {
        return lasting;
    }
}
