/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;

/** Numbers as C's {@code printf} writes them. */
final class CFormat {

    private static final int DIGITS = 6;
    private static final int WIDTH = 12;

    private CFormat() {}

    /** Returns {@code %12e}: one digit, a point, six digits, an exponent of at least two digits. */
    static String scientific(double number) {
        String text = Double.isFinite(number) ? exponential(number, DIGITS + 1) : notFinite(number);
        return " ".repeat(Math.max(0, WIDTH - text.length())) + text;
    }

    private static String exponential(double number, int digits) {
        if (number == 0) {
            return sign(number) + "0." + "0".repeat(digits - 1) + "e+00";
        }
        BigDecimal rounded = rounded(Math.abs(number), digits);
        String all = rounded.unscaledValue().toString();
        String padded = all + "0".repeat(digits - all.length());
        return sign(number) + padded.charAt(0) + "." + padded.substring(1) + exponent(exponentOf(rounded));
    }

    /** Returns {@code %g}: six digits without trailing zeros, with an exponent if it is below -4 or above 5. */
    static String general(double number) {
        if (!Double.isFinite(number)) {
            return notFinite(number);
        }
        if (number == 0) {
            return sign(number) + "0";
        }
        BigDecimal rounded = rounded(Math.abs(number), DIGITS);
        int exponent = exponentOf(rounded);
        BigDecimal brief = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < DIGITS) {
            return sign(number) + brief.toPlainString();
        }
        String all = brief.unscaledValue().toString();
        String point = all.length() > 1 ? all.charAt(0) + "." + all.substring(1) : all;
        return sign(number) + point + exponent(exponent);
    }

    /** Returns {@code %.3f} of the seconds since 1970. */
    static String seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .setScale(3, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static BigDecimal rounded(double positive, int digits) {
        return new BigDecimal(positive).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static int exponentOf(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    private static String exponent(int exponent) {
        return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String sign(double number) {
        return Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    }

    private static String notFinite(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        return number < 0 ? "-inf" : "inf";
    }
}
