/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import org.nscacheck.admin.MetricPoint;
import org.nscacheck.admin.MetricSeries;

/**
 * Measured values in a span of time, as a row of a table.
 *
 * @param at begin of the span
 * @param node the node, empty for a check that runs once in the cluster
 * @param label what was measured
 * @param uom symbol of its unit, may be empty
 * @param count how many values
 * @param lowest the lowest of them
 * @param highest the highest of them
 * @param average their mean
 */
record ValueItem(
        Instant at, String node, String label, String uom, long count, double lowest, double highest, double average) {

    static ValueItem of(MetricSeries series, MetricPoint point) {
        return new ValueItem(
                point.at(),
                series.node(),
                series.label(),
                series.uom(),
                point.count(),
                point.lowest(),
                point.highest(),
                point.average());
    }
}
