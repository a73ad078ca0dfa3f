/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.time.Duration;
import java.time.Instant;

/**
 * Values of a span of time.
 *
 * @param at begin of the span
 * @param low the lowest value
 * @param mean the mean
 * @param high the highest value
 */
public record Point(Instant at, double low, double mean, double high) {

    Point later(Duration by) {
        return new Point(at.plus(by), low, mean, high);
    }
}
