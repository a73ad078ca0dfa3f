/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;

/**
 * When a state changes too often to be told each time. The change that begins it is told with a note, those after it are held until
 * the state is steady.
 *
 * @param on whether it is looked for
 * @param begin with how many changes within the span it begins, 2 to 24
 * @param end with how many it ends, less than it begins with
 * @param span how far is looked back, 1 minute to 1 day
 */
public record FlapLimits(boolean on, int begin, int end, Duration span) {

    /** Not looked for. */
    public static final FlapLimits OFF = new FlapLimits(false, 6, 2, Duration.ofMinutes(30));

    /** The default: six changes in half an hour, until there are no more than two. */
    public static final FlapLimits DEFAULT = new FlapLimits(true, 6, 2, Duration.ofMinutes(30));
}
