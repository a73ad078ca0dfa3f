/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The alert that holds for as long as the application lives. Alertmanager has it told, again and again, to something outside that
 * notices when it ends. Here a short end is no trap but the purpose: when it comes, nobody renews the alert any more. All nodes of an
 * application post the same one.
 *
 * @param host name under which the application reports
 * @param holds how long it holds unless it is renewed
 */
record Watchdog(String host, Duration holds) {

    private static final int RENEWALS = 3;

    /** Returns how often it has to be renewed, so that two renewals may be lost. */
    Duration every() {
        return holds.dividedBy(RENEWALS);
    }

    /** Returns it as it is now. Alertmanager keeps since when it has held. */
    Alert at(Instant now) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "nscacheck/watchdog");
        if (!host.isEmpty()) {
            labels.put("host", host);
        }
        labels.put("plugin", "nscacheck");
        labels.put("type", "watchdog");
        labels.put("severity", "none");
        return new Alert(
                labels,
                Map.of(
                        "summary",
                        "The checks of " + host + " run. This alert holds as long as they do; its end is bad news."),
                now,
                now.plus(holds));
    }
}
