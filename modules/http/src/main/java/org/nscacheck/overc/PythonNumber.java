/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.OptionalLong;

/**
 * Whole numbers as {@code int()} of Python reads them, since OverC passes what it gets to that: text may have blanks around it, a
 * sign and digits of any script; a fraction is cut off a number, but a text must not have one.
 */
final class PythonNumber {

    private PythonNumber() {}

    /** Returns the number in a text, the nearest {@code long} if it is too large, or empty if it is none. */
    static OptionalLong ofText(String text) {
        String plain = text.strip();
        boolean negative = plain.startsWith("-");
        int[] digits = plain.substring(negative || plain.startsWith("+") ? 1 : 0)
                .codePoints()
                .toArray();
        long value = 0;
        for (int c : digits) {
            int digit = Character.digit(c, 10);
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return digits.length == 0 ? OptionalLong.empty() : OptionalLong.of(negative ? -value : value);
    }

    /** Returns what is left of a JSON number with a fraction or an exponent, the nearest {@code long} if it is too large. */
    static long ofFraction(String number) {
        return (long) Double.parseDouble(number);
    }
}
