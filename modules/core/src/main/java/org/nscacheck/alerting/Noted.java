/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Decision.Hold;
import org.nscacheck.alerting.Decision.Tell;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * A row of the history of notifications.
 *
 * @param at when it was decided
 * @param subject about what
 * @param identity what it is called in notifications
 * @param notifier the recipient
 * @param severity the state
 * @param kind what was told, or null if it was held
 * @param reason why it was held, or null if it was told
 * @param text the sentence of the decision, for what was told followed by a line break and its text
 */
public record Noted(
        Instant at,
        SubjectKey subject,
        Identity identity,
        ServerId notifier,
        Severity severity,
        @Nullable Kind kind,
        @Nullable Reason reason,
        String text) {

    /** Returns the row of a decision. */
    public static Noted of(Instant at, Open open, Decision decision) {
        if (decision instanceof Tell tell) {
            String text = tell.reason() + "\n" + tell.notification().text();
            return row(at, open, decision, tell.notification().kind(), null, text);
        }
        if (decision instanceof Hold hold) {
            return row(at, open, decision, null, hold.reason(), hold.sentence());
        }
        throw new IllegalStateException("unknown decision " + decision);
    }

    private static Noted row(
            Instant at, Open open, Decision decision, @Nullable Kind kind, @Nullable Reason reason, String text) {
        Subject subject = open.subject();
        Severity severity = open.condition().severity();
        return new Noted(at, subject.id(), subject.identity(), decision.notifier(), severity, kind, reason, text);
    }
}
