/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The time that a chart shows.
 *
 * @param from its begin
 * @param to its end, later
 * @param zone the zone of its labels
 */
public record Span(Instant from, Instant to, ZoneId zone) {

    public Duration length() {
        return Duration.between(from, to);
    }

    Scale scale(double start, double end) {
        return new Scale(from.toEpochMilli(), to.toEpochMilli(), start, end);
    }
}
