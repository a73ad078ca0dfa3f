/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.util.List;
import java.util.Map;

/**
 * What Icinga 2 understood of one result.
 *
 * @param state as it came
 * @param metrics in its order, by label; labels as Icinga writes them for Graphite (a blank becomes {@code _})
 * @param rejected the metrics it ignored, as it names them in its log
 */
public record IcingaReading(int state, Map<String, Metric> metrics, List<String> rejected) {

    /**
     * One metric in base units: {@code 1.5MB} has the value 1500000.
     *
     * @param fields {@code value}, and {@code warn}, {@code crit}, {@code min}, {@code max} where Icinga took them
     */
    public record Metric(Map<String, Double> fields) {

        public Metric {
            fields = Map.copyOf(fields);
        }

        public double value() {
            return fields.getOrDefault("value", Double.NaN);
        }
    }
}
