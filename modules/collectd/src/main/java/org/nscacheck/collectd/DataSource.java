/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

/**
 * One number that values of a type have.
 *
 * @param name such as {@code value} or {@code shortterm}
 * @param type how it is to be read
 * @param min the smallest possible rate, negative infinity for none
 * @param max the largest possible rate, infinity for none
 */
public record DataSource(String name, ValueType type, double min, double max) {

    /** Returns a data source without limits, called {@code value} as that of most types. */
    static DataSource value(ValueType type) {
        return new DataSource("value", type, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Returns whether the rate is possible, or not known. */
    boolean allows(double rate) {
        return !(rate < min) && !(rate > max);
    }
}
