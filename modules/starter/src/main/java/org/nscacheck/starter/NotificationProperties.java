/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Duration;
import org.nscacheck.alerting.AlertSettings;
import org.nscacheck.alerting.DigestLimits;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for everybody who is told something.
 *
 * @param digestAbove How many notifications a notifier gets one by one within the span, 0 to 1000; those beyond it go together.
 * @param digestSpan How long those beyond it are gathered, up to 10m. Zero: only what is due at once goes together.
 * @param heartbeatFirst Whether all checks depend on the heartbeat, if that is active: while it fails, only its own failure is told, and
 *     a new problem waits for its next result.
 */
record NotificationProperties(
        @DefaultValue("5") int digestAbove,
        @DefaultValue("30s") Duration digestSpan,
        @DefaultValue("true") boolean heartbeatFirst) {

    private static final int MOST = 1000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if a limit is outside its range */
    NotificationProperties {
        if (digestAbove < 0 || digestAbove > MOST) {
            throw new IllegalArgumentException(
                    "nscacheck.notifications.digest-above is " + digestAbove + ", it must be 0 to " + MOST);
        }
        if (digestSpan.isNegative() || digestSpan.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "nscacheck.notifications.digest-span is " + digestSpan + ", it must be 0s to 10m");
        }
    }

    AlertSettings settings() {
        return new AlertSettings(new DigestLimits(digestAbove, digestSpan), heartbeatFirst);
    }
}
