/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Reason;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * What was told to somebody, or held back.
 *
 * @param at when that was decided
 * @param check the check, or an id made of something outside
 * @param node name of the node, empty for a check that runs once
 * @param identity what it is called in notifications
 * @param notifier name of the recipient, its id if it was deleted
 * @param severity how bad it was
 * @param kind what was told, or null if it was held back
 * @param heldBy why it was held back, or null if it was told
 * @param text the sentence of the decision, for what was told followed by a line break and its text
 */
record NotificationItem(
        Instant at,
        UUID check,
        String node,
        String identity,
        String notifier,
        Severity severity,
        Notification.@Nullable Kind kind,
        @Nullable Reason heldBy,
        String text) {

    static NotificationItem of(Noted noted, Map<ServerId, String> notifiers) {
        return new NotificationItem(
                noted.at(),
                noted.subject().check().value(),
                noted.subject().node(),
                noted.identity().toString(),
                notifiers.getOrDefault(noted.notifier(), noted.notifier().toString()),
                noted.severity(),
                noted.kind(),
                noted.reason(),
                noted.text());
    }
}
