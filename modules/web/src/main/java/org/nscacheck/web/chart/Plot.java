/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.util.List;

/**
 * A chart as a picture of 720 by 250 units: coordinates as text, as SVG wants them, and words in the unit of the axis.
 *
 * @param paths the lines
 * @param zones bad values, as rectangles over the whole time
 * @param lanes bad times, each level in a lane of its own below the values
 * @param values marks of the upright axis
 * @param times marks of the level axis
 * @param words what the picture says
 * @param rows the same as numbers, the oldest first
 */
public record Plot(
        Paths paths,
        List<Box> zones,
        List<Box> lanes,
        List<Mark> values,
        List<Mark> times,
        Words words,
        List<Row> rows) {

    /**
     * Lines, each the data of an SVG path; empty for none.
     *
     * @param mean the means
     * @param band from the lowest to the highest values
     * @param before the means of an earlier time
     */
    public record Paths(String mean, String band, String before) {}

    /**
     * A rectangle.
     *
     * @param style {@code warning}, {@code critical} or {@code unknown}
     */
    public record Box(String style, String x, String y, String width, String height) {}

    /**
     * A mark of an axis.
     *
     * @param at coordinate
     * @param text what stands there
     */
    public record Mark(String at, String text) {}

    /**
     * What the picture says.
     *
     * @param summary lowest, mean, highest and last value
     * @param limits the limits, empty if there are none
     */
    public record Words(String summary, String limits) {}

    /**
     * A point as numbers.
     *
     * @param time when, in the zone of the chart
     * @param mean the mean
     * @param low the lowest value
     * @param high the highest value
     * @param x coordinate of the point
     * @param y coordinate of the point
     */
    public record Row(String time, String mean, String low, String high, String x, String y) {}

    /** Returns whether nothing was measured in this time. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
