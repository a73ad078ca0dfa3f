/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Locale;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Reason;
import org.nscacheck.notification.Notification.Kind;

/**
 * A line of the history of notifications.
 *
 * @param at when it was decided
 * @param state the state that it was about
 * @param subject about what
 * @param check id of the check for its page, may be empty
 * @param notifier who was told, or was not
 * @param outcome what was told, or that it was held back and why
 * @param text the sentence of the decision, and the text that was sent
 */
record NotedRow(
        Words.Moment at, StateMark state, String subject, String check, String notifier, Outcome outcome, String text) {

    /**
     * Whether a notifier was told.
     *
     * @param told whether it was
     * @param words such as "Told: recovery" or "Held back: silenced"
     */
    record Outcome(boolean told, String words) {

        static Outcome of(Noted noted) {
            Kind kind = noted.kind();
            if (kind != null) {
                return new Outcome(true, "Told: " + lower(kind));
            }
            Reason reason = noted.reason();
            return new Outcome(false, reason == null ? "Held back" : "Held back: " + lower(reason));
        }

        private static String lower(Enum<?> name) {
            return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static NotedRow of(Noted noted, AlertContext context) {
        return new NotedRow(
                context.moment(noted.at()),
                StateMark.of(noted.severity().status()),
                noted.identity().toString(),
                context.page(noted.subject().check()),
                context.notifier(noted.notifier()),
                Outcome.of(noted),
                noted.text());
    }
}
