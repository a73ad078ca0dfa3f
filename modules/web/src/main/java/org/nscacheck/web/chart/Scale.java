/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

/**
 * A straight line between numbers and coordinates.
 *
 * @param low the number that lies at {@code start}
 * @param high the number that lies at {@code end}, greater
 * @param start coordinate
 * @param end coordinate; smaller than {@code start} for an axis that goes up
 */
record Scale(double low, double high, double start, double end) {

    /** Returns where a number lies; one beyond the ends lies at the end. */
    double at(double number) {
        double part = (number - low) / (high - low);
        return start + Math.min(1, Math.max(0, part)) * (end - start);
    }
}
