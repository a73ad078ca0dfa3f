/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Numbers as performance data wants them: exact, finite, and written without exponent in the C locale. */
final class Numbers {

    /** A double needs at most 309 digits before and 324 behind the point; more can only be an attack or a slip. */
    private static final int MAX_DIGITS = 350;

    private Numbers() {}

    /** @throws IllegalArgumentException if the number is NaN, infinite or absurdly long */
    static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return bounded(decimal);
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value " + number + " is not a finite number");
            }
            return new BigDecimal(number.toString());
        }
        if (number instanceof BigInteger integer) {
            return bounded(new BigDecimal(integer));
        }
        if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof AtomicInteger
                || number instanceof AtomicLong) {
            return BigDecimal.valueOf(number.longValue());
        }
        return decimal(number.doubleValue());
    }

    private static BigDecimal bounded(BigDecimal decimal) {
        long integerDigits = (long) decimal.precision() - decimal.scale();
        if (integerDigits > MAX_DIGITS || decimal.scale() > MAX_DIGITS) {
            throw new IllegalArgumentException("value has more than " + MAX_DIGITS + " digits");
        }
        return decimal;
    }

    /** Returns the number without exponent and without trailing zeros behind the point. */
    static String plain(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        String text = number.toPlainString();
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    static int hash(@Nullable BigDecimal number) {
        return number == null ? 0 : plain(number).hashCode();
    }
}
