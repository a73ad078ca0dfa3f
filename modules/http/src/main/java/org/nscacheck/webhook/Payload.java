/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.http.JsonBytes;
import org.nscacheck.http.JsonFacts;
import org.nscacheck.http.NotificationJson;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.Secret;
import tools.jackson.core.JsonGenerator;

/** What is posted for a notification. */
enum Payload {
    /** All that is known, under our names. */
    NSCACHECK {
        @Override
        byte[] body(Notification told, String sender, @Nullable Secret secret) {
            return NotificationJson.bytes(told, sender);
        }
    },
    /** An event of PagerDuty's Events API v2; the secret is the routing key. */
    PAGERDUTY {
        @Override
        byte[] body(Notification told, String sender, @Nullable Secret secret) {
            return JsonBytes.object(to -> {
                JsonBytes.text(to, "routing_key", secret == null ? "" : secret.reveal());
                JsonBytes.text(to, "event_action", told.severity() == Severity.OKAY ? "resolve" : "trigger");
                JsonBytes.text(to, "dedup_key", dedupKey(told.identity()));
                to.writeName("payload");
                JsonBytes.object(to, inside -> pagerDuty(inside, told, sender));
            });
        }
    };

    /** PagerDuty's limits. */
    private static final int MOST_KEY_CHARACTERS = 255;

    private static final int MOST_SUMMARY_CHARACTERS = 1024;

    private static final Map<Severity, String> SEVERITIES =
            Map.of(Severity.OKAY, "info", Severity.WARNING, "warning", Severity.FAILURE, "critical");

    /**
     * Returns the body in UTF-8.
     *
     * @param sender who tells it
     * @param secret the secret of the server, if it has one
     */
    abstract byte[] body(Notification told, String sender, @Nullable Secret secret);

    private static void pagerDuty(JsonGenerator to, Notification told, String sender) {
        Identity about = told.identity();
        String summary = about + ": " + told.text();
        JsonBytes.text(to, "summary", summary.substring(0, Math.min(summary.length(), MOST_SUMMARY_CHARACTERS)));
        JsonBytes.text(to, "source", about.host().isBlank() ? sender : about.host());
        JsonBytes.text(to, "severity", SEVERITIES.get(told.severity()));
        JsonBytes.text(to, "timestamp", told.at().toString());
        JsonBytes.text(to, "component", about.withoutHost());
        JsonBytes.text(to, "class", told.kind().name());
        to.writeName("custom_details");
        JsonFacts.write(to, told.metadata());
    }

    private static String dedupKey(Identity about) {
        String key = about.toString();
        return key.length() > MOST_KEY_CHARACTERS || key.isBlank() ? NotificationJson.hash(key) : key;
    }
}
