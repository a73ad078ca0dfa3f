/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that a client raises itself: the body of {@code /api/set/alerts}.
 *
 * @param server who reports
 * @param alerts in the order of the post
 */
public record AlertsPost(Identification server, List<PostedAlert> alerts) {

    public AlertsPost {
        alerts = List.copyOf(alerts);
    }

    /**
     * One alert.
     *
     * @param message text for people
     * @param service the service that it is about, or null for the whole server
     * @param title accepted by OverC and not used, or null
     */
    public record PostedAlert(
            String message,
            @Nullable String service,
            @Nullable String title) {

        /** Returns an alert about a service, or about the whole server if that is null. */
        public static PostedAlert of(String message, @Nullable String service) {
            return new PostedAlert(message, service, null);
        }
    }
}
