/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers at the begin of a text, read as C's {@code strtod} and {@code strtoll} read them. */
final class CNumbers {

    /** What {@code isspace} takes in the C locale. */
    private static final String SPACE = "[ \\t\\n\\x0B\\f\\r]*";

    private static final Pattern DECIMAL =
            Pattern.compile(SPACE + "([-+]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][-+]?[0-9]++)?)");
    private static final Pattern HEXADECIMAL = Pattern.compile(
            SPACE + "([-+]?0[xX](?:[0-9a-fA-F]++\\.?[0-9a-fA-F]*+|\\.[0-9a-fA-F]++))([pP][-+]?[0-9]++)?");
    private static final Pattern INFINITE = Pattern.compile(SPACE + "([-+]?)[iI][nN][fF](?:[iI][nN][iI][tT][yY])?");
    private static final Pattern UNKNOWN = Pattern.compile(SPACE + "[-+]?[nN][aA][nN](?:\\([0-9A-Za-z_]*+\\))?");
    private static final Pattern INTEGER =
            Pattern.compile(SPACE + "([-+]?)(?:0[xX]([0-9a-fA-F]++)|0([0-7]*+)|([1-9][0-9]*+))");

    private static final BigInteger MAX_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);
    private static final BigInteger MAX_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

    private CNumbers() {}

    /**
     * A number that was read.
     *
     * @param value infinite where it was too large
     * @param complete whether nothing stands behind it
     * @param inRange whether a double holds it
     */
    record Real(double value, boolean complete, boolean inRange) {}

    /** Returns the number at the begin, or empty if there is none. */
    static Optional<Real> real(String text) {
        Matcher infinite = INFINITE.matcher(text);
        if (infinite.lookingAt()) {
            double value = infinite.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return Optional.of(new Real(value, infinite.end() == text.length(), true));
        }
        Matcher unknown = UNKNOWN.matcher(text);
        if (unknown.lookingAt()) {
            return Optional.of(new Real(Double.NaN, unknown.end() == text.length(), true));
        }
        return finite(text);
    }

    private static Optional<Real> finite(String text) {
        Matcher hexadecimal = HEXADECIMAL.matcher(text);
        if (hexadecimal.lookingAt()) {
            String exponent = hexadecimal.group(2) == null ? "p0" : hexadecimal.group(2);
            return Optional.of(real(hexadecimal.group(1) + exponent, hexadecimal.end() == text.length()));
        }
        Matcher decimal = DECIMAL.matcher(text);
        return decimal.lookingAt()
                ? Optional.of(real(decimal.group(1), decimal.end() == text.length()))
                : Optional.empty();
    }

    private static Real real(String number, boolean complete) {
        double value = Double.parseDouble(number);
        boolean vanished = value == 0 && number.replaceFirst("[eEpP].*", "").matches(".*[1-9a-fA-F].*");
        return new Real(value, complete, !Double.isInfinite(value) && !vanished);
    }

    /** Returns the signed integer at the begin, the nearest possible one if it is too large, or empty if there is none. */
    static Optional<Long> signed(String text) {
        return integer(text)
                .map(number -> number.min(MAX_SIGNED).max(MIN_SIGNED).longValue());
    }

    /** Returns the bits of the unsigned integer at the begin, the same for a negative one, the largest one if it is too large. */
    static Optional<Long> unsigned(String text) {
        return integer(text).map(number -> number.abs().compareTo(MAX_UNSIGNED) > 0 ? -1L : number.longValue());
    }

    private static Optional<BigInteger> integer(String text) {
        Matcher matcher = INTEGER.matcher(text);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        BigInteger magnitude;
        if (matcher.group(2) != null) {
            magnitude = new BigInteger(matcher.group(2), 16);
        } else if (matcher.group(3) != null) {
            magnitude = matcher.group(3).isEmpty() ? BigInteger.ZERO : new BigInteger(matcher.group(3), 8);
        } else {
            magnitude = new BigInteger(matcher.group(4));
        }
        return Optional.of(matcher.group(1).equals("-") ? magnitude.negate() : magnitude);
    }
}
