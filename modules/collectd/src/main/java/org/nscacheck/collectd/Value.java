/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/**
 * One number of a value list, in all of its 64 bits. Immutable.
 *
 * @param type how to read the bits
 * @param bits of a gauge those of the double, of a derive a signed integer, else an unsigned one
 */
public record Value(ValueType type, long bits) {

    private static final double TWO_TO_64 = 0x1p64;

    /** Returns a floating point number; NaN says that it is not known. */
    public static Value gauge(double number) {
        return new Value(ValueType.GAUGE, Double.doubleToLongBits(number));
    }

    /** Returns a signed integer whose change per second counts. */
    public static Value derive(long number) {
        return new Value(ValueType.DERIVE, number);
    }

    /** Returns an unsigned integer that counts up and wraps. */
    public static Value counter(long unsigned) {
        return new Value(ValueType.COUNTER, unsigned);
    }

    /** Returns an unsigned integer that is set to 0 when it is read. */
    public static Value absolute(long unsigned) {
        return new Value(ValueType.ABSOLUTE, unsigned);
    }

    /** Returns the number, rounded where a double does not hold it; of a counter what it shows, not its rate. */
    public double number() {
        return switch (type) {
            case GAUGE -> Double.longBitsToDouble(bits);
            case DERIVE -> bits;
            case COUNTER, ABSOLUTE -> unsigned(bits);
        };
    }

    static double unsigned(long bits) {
        return bits >= 0 ? bits : bits + TWO_TO_64;
    }

    /** Returns the number as a person reads it. */
    @Override
    public String toString() {
        return switch (type) {
            case GAUGE -> Double.toString(number());
            case DERIVE -> Long.toString(bits);
            case COUNTER, ABSOLUTE -> Long.toUnsignedString(bits);
        };
    }
}
