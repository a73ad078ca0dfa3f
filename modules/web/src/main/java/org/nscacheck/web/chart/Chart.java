/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.chart;

import java.util.List;
import org.nscacheck.Thresholds;
import org.nscacheck.Uom;
import org.nscacheck.threshold.Episode;

/**
 * What a chart is to show.
 *
 * @param span the time
 * @param unit unit of the values as measured; a counter is shown as its rate
 * @param series the values
 * @param before the values of an earlier time, moved to this one; {@link Series#EMPTY} for no comparison
 * @param limits what is bad, in the unit as measured; a counter's per second
 * @param episodes bad times to mark, the oldest first
 */
public record Chart(Span span, Uom unit, Series series, Series before, Thresholds limits, List<Episode> episodes) {

    public Chart {
        episodes = List.copyOf(episodes);
    }

    /** Returns the coordinates and words of the picture. */
    public Plot plot() {
        return new Plotter(this).plot();
    }
}
