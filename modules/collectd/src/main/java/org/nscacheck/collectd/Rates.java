/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;

/** What a value means: of a gauge its number, of all others a change per second. Pure. */
final class Rates {

    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final double NANOS = 1e9;

    private Rates() {}

    /** Returns the rate of the first value, NaN if it needs another one before it. */
    static double first(Value value, Duration interval) {
        return switch (value.type()) {
            case GAUGE -> value.number();
            case ABSOLUTE -> interval.isZero() ? Double.NaN : value.number() / seconds(interval);
            case COUNTER, DERIVE -> Double.NaN;
        };
    }

    /** Returns the rate from one value to the next, NaN if they are not of one type. */
    static double between(Value before, Value now, Duration passed) {
        if (before.type() != now.type()) {
            return Double.NaN;
        }
        return switch (now.type()) {
            case GAUGE -> now.number();
            case ABSOLUTE -> now.number() / seconds(passed);
            case DERIVE -> (double) (now.bits() - before.bits()) / seconds(passed);
            case COUNTER -> Value.unsigned(increase(before.bits(), now.bits())) / seconds(passed);
        };
    }

    /** A counter that went down has wrapped: at 32 bits if it fitted into these. */
    private static long increase(long before, long now) {
        boolean wrapped = Long.compareUnsigned(before, now) > 0;
        boolean narrow = Long.compareUnsigned(before, MAX_32) <= 0;
        return wrapped && narrow ? MAX_32 - before + now + 1 : now - before;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS;
    }
}
