/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import java.time.Duration;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;

/**
 * How many runs in a row must find a state other than OK before it counts, as with {@code max_check_attempts} and
 * {@code retry_interval} in Nagios. A receiver of passive results cannot retry, so this happens before the report.
 *
 * @param attempts how many runs in a row must find a state other than OK, 1 to 100; 1 for at once
 * @param retryInterval time to the next run while that is not yet so, 1 second to 1 day; a regular run that comes sooner
 *     is not delayed
 * @param reportEach whether unconfirmed results are reported too, so that the receiver can count them itself
 */
public record Confirmation(int attempts, Duration retryInterval, boolean reportEach) {

    /** Default time to the next attempt. */
    public static final Duration DEFAULT_RETRY_INTERVAL = Duration.ofMinutes(1);

    /** The first bad result counts. */
    public static final Confirmation NONE = new Confirmation(1, DEFAULT_RETRY_INTERVAL, false);

    /** @throws RefusedException if a value is outside its limits; the message names value and limit */
    public Confirmation {
        if (attempts < 1 || attempts > 100) {
            throw new RefusedException("attempts " + attempts + " are outside 1 to 100");
        }
        if (retryInterval.compareTo(Duration.ofSeconds(1)) < 0 || retryInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new RefusedException("retry interval " + Durations.text(retryInterval) + " is outside 1 s to 1 day");
        }
    }

    /** Returns whether a state that this many runs in a row have found counts. */
    public boolean isConfirmed(int found) {
        return found >= attempts;
    }

    /** Returns how much later than after one regular interval a change may be reported. */
    public Duration longestSilence(Duration timeout) {
        return reportEach ? Duration.ZERO : retryInterval.plus(timeout).multipliedBy(attempts - 1L);
    }
}
