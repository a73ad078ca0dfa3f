/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.Instant;

/**
 * collectd's {@code cdtime_t}: an unsigned number of 2^-30 seconds, since 1970 for a point in time. Each nanosecond has a number of
 * its own, so that a time comes back as it was. What lies before 1970 is 1970.
 */
final class CdTime {

    private static final int BITS = 30;
    private static final long FRACTION = (1L << BITS) - 1;
    private static final long NANOS = 1_000_000_000L;
    private static final long MAX_SECONDS = Long.MAX_VALUE >>> BITS;

    private CdTime() {}

    static long of(Instant time) {
        return of(time.getEpochSecond(), time.getNano());
    }

    static long of(Duration duration) {
        return of(duration.getSeconds(), duration.getNano());
    }

    private static long of(long seconds, int nanos) {
        if (seconds < 0) {
            return 0;
        }
        long fraction = (((long) nanos << BITS) + NANOS / 2) / NANOS;
        return (Math.min(seconds, MAX_SECONDS) << BITS) + fraction;
    }

    static Instant instant(long time) {
        return Instant.ofEpochSecond(time >>> BITS, nanos(time));
    }

    static Duration duration(long time) {
        return Duration.ofSeconds(time >>> BITS, nanos(time));
    }

    private static long nanos(long time) {
        return ((time & FRACTION) * NANOS + (1L << (BITS - 1))) >>> BITS;
    }
}
