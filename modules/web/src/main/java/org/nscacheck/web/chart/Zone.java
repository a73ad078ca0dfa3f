/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Range;
import org.nscacheck.Thresholds;

/**
 * Values that are bad.
 *
 * @param level {@code warning} or {@code critical}
 * @param low lowest bad value, or minus infinity
 * @param high highest bad value, or infinity
 */
record Zone(String level, double low, double high) {

    private static final String WARNING = "warning";
    private static final String CRITICAL = "critical";

    /** Returns what is bad by these limits, the warnings first, so that failures are drawn over them. */
    static List<Zone> of(Thresholds limits) {
        List<Zone> zones = new ArrayList<>();
        add(zones, WARNING, limits.warn());
        add(zones, CRITICAL, limits.crit());
        return zones;
    }

    private static void add(List<Zone> zones, String level, @Nullable Range range) {
        if (range == null) {
            return;
        }
        double start =
                range.start() == null ? Double.NEGATIVE_INFINITY : range.start().doubleValue();
        double end =
                range.end() == null ? Double.POSITIVE_INFINITY : range.end().doubleValue();
        if (range.inside()) {
            zones.add(new Zone(level, start, end));
            return;
        }
        if (range.start() != null) {
            zones.add(new Zone(level, Double.NEGATIVE_INFINITY, start));
        }
        if (range.end() != null) {
            zones.add(new Zone(level, end, Double.POSITIVE_INFINITY));
        }
    }

    /** Returns the bounds of these zones that are numbers. */
    static List<Double> bounds(List<Zone> zones) {
        return zones.stream()
                .flatMap(zone -> List.of(zone.low, zone.high).stream())
                .filter(Double::isFinite)
                .toList();
    }

    /** Says the limits in words, such as "Warning below 20 GB. Failure below 5 GB."; empty if there are none. */
    static String words(Thresholds limits, DisplayUnit unit) {
        return (words("Warning", limits.warn(), unit) + " " + words("Failure", limits.crit(), unit)).strip();
    }

    private static String words(String level, @Nullable Range range, DisplayUnit unit) {
        if (range == null) {
            return "";
        }
        if (range.inside()) {
            return level + " from " + bound(range.start(), unit) + " to " + bound(range.end(), unit) + ".";
        }
        List<String> parts = new ArrayList<>();
        if (range.start() != null) {
            parts.add("below " + bound(range.start(), unit));
        }
        if (range.end() != null) {
            parts.add("above " + bound(range.end(), unit));
        }
        return parts.isEmpty() ? "" : level + " " + String.join(" or ", parts) + ".";
    }

    private static String bound(@Nullable BigDecimal bound, DisplayUnit unit) {
        return bound == null ? "anything" : unit.text(bound.doubleValue());
    }
}
