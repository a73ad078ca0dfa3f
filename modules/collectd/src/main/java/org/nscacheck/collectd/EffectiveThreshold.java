/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import org.nscacheck.notification.Identity;

/**
 * The threshold that counts for a value, as collectd tells it; what is not set is not told.
 *
 * @param match what it is written for; empty parts match all
 * @param dataSource the only data source it is for, empty for all
 * @param warning what is no warning
 * @param failure what is no failure
 * @param hysteresis by how much the range is narrowed that a value is outside of; 0 for none
 * @param hits how many bad values in a row are wanted before one is told; below 2 for none
 */
public record EffectiveThreshold(
        Identity match, String dataSource, Bounds warning, Bounds failure, double hysteresis, int hits) {

    /**
     * A range of good values.
     *
     * @param min the smallest one, NaN if there is none
     * @param max the largest one, NaN if there is none
     */
    public record Bounds(double min, double max) {

        /** No bounds at all. */
        public static final Bounds NONE = new Bounds(Double.NaN, Double.NaN);
    }
}
