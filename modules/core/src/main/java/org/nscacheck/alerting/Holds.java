/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;

/**
 * How patient a route is.
 *
 * @param delay how long a problem must last before its first word, 0 to 1 day
 * @param reminder how often a problem that lasts is told again, 0 for never, to 31 days
 * @param recoverAfter how many good results in a row make a recovery, 1 to {@value #MOST_GOOD_RESULTS}
 * @param refresh how often a good state is told as a sign of life, 0 for never, to 31 days; each subject at its own moment
 * @param okayFirst whether the first good result of a new check is told
 * @param flaps when a state changes too often
 */
public record Holds(
        Duration delay, Duration reminder, int recoverAfter, Duration refresh, boolean okayFirst, FlapLimits flaps) {

    /** The most good results in a row that can be asked for: another one is no news. */
    public static final int MOST_GOOD_RESULTS = 100;

    /** Told at once and once. */
    public static final Holds NONE =
            new Holds(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, false, FlapLimits.DEFAULT);
}
