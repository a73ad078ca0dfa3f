/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Numbers as performance data wants them: exact, finite, and of a length that can be written without exponent. */
final class Numbers {

    /** A double needs at most 309 digits before and 324 behind the point; more can only be an attack or a slip. */
    private static final int MAX_DIGITS = 350;

    /** Digits before and behind the point, sign, point and an exponent; longer texts are refused unread. */
    private static final int MAX_LENGTH = 2 * MAX_DIGITS + 16;

    /** A value of 700 digits has fewer bits than this. Asked first, because counting digits of a huge number is slow. */
    private static final int MAX_BITS = 4 * 2 * MAX_DIGITS;

    private Numbers() {}

    /**
     * Returns the exact value. A double is read as its shortest notation, 0.1 as 0.1 and 5.0 as 5.
     *
     * @throws IllegalArgumentException if the number is NaN, infinite or absurdly long
     */
    static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return bounded(decimal);
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value " + number + " is not a finite number");
            }
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (number instanceof BigInteger integer) {
            return bounded(new BigDecimal(integer));
        }
        if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong
                || number instanceof LongAdder) {
            return BigDecimal.valueOf(number.longValue());
        }
        return decimal(number.doubleValue());
    }

    /**
     * Reads a number; an exponent is understood.
     *
     * @throws IllegalArgumentException if it is not a number, or absurdly long
     */
    static BigDecimal decimal(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("'" + clip(text) + "' has more than " + MAX_DIGITS + " digits");
        }
        try {
            return bounded(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + clip(text) + "' is not a number", e);
        }
    }

    /** @throws IllegalArgumentException if the number is absurdly long or large; null is neither */
    static void check(@Nullable BigDecimal number) {
        if (number != null) {
            bounded(number);
        }
    }

    private static BigDecimal bounded(BigDecimal decimal) {
        if (decimal.unscaledValue().bitLength() > MAX_BITS
                || decimal.scale() > MAX_DIGITS
                || (long) decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("value has more than " + MAX_DIGITS + " digits");
        }
        if (Double.isInfinite(decimal.doubleValue())) {
            throw new IllegalArgumentException("value is larger than a double, receivers would read infinity");
        }
        return decimal;
    }

    /** Returns at most the first 80 characters, for a message about text that may be huge. */
    static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    static int hash(@Nullable BigDecimal number) {
        return number == null ? 0 : number.stripTrailingZeros().hashCode();
    }
}
