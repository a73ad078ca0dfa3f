/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.Noted;
import org.nscacheck.alerting.Open;
import org.nscacheck.alerting.Reason;
import org.nscacheck.alerting.SubjectKey;
import org.nscacheck.alerting.Word;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * Something that is wrong, or that somebody still believes to be.
 *
 * @param about what
 * @param state its state now
 * @param since since when
 * @param message what the newest result says
 * @param told a sentence for each notifier
 * @param taken who takes care, or null if nobody does
 */
record ProblemRow(
        About about,
        StateMark state,
        Words.Moment since,
        String message,
        List<Told> told,
        @Nullable Taken taken) {

    /**
     * What something is wrong with.
     *
     * @param check identity of the check, or of something outside
     * @param node name of the node, empty for a check that runs once
     * @param name what people call it
     * @param page id of the check for its page, may be empty
     * @param bad whether something is wrong with it now
     * @param silence query of the form of a silence for it
     */
    record About(String check, String node, String name, String page, boolean bad, String silence) {

        static About of(Open open, AlertContext context) {
            SubjectKey key = open.subject().id();
            return new About(
                    key.check().toString(),
                    key.node(),
                    open.subject().identity().toString(),
                    context.page(key.check()),
                    open.condition().isBad(),
                    PolicyLinks.silence(open.subject(), context.now()));
        }
    }

    /**
     * What one notifier was told, or why it was not.
     *
     * @param notifier its name
     * @param words what it was told last, may be empty
     * @param at when, or null
     * @param held why it is told nothing now, may be empty
     */
    record Told(String notifier, String words, Words.@Nullable Moment at, String held) {

        static Told of(ServerId id, Word word, Open open, AlertContext context) {
            Severity severity = word.severity();
            Instant at = word.at();
            return new Told(
                    context.notifier(id),
                    severity == null
                            ? "not told"
                            : "told " + StateMark.of(severity.status()).word(),
                    at == null ? null : context.moment(at),
                    held(id, word.held(), open, context));
        }

        /** The decision said it best, unless it is no longer among the newest. */
        private static String held(ServerId id, @Nullable Reason reason, Open open, AlertContext context) {
            if (reason == null || reason == Reason.UNCHANGED) {
                return "";
            }
            return context.history().stream()
                    .filter(noted -> noted.subject().equals(open.subject().id())
                            && noted.notifier().equals(id))
                    .findFirst()
                    .filter(noted -> noted.reason() == reason)
                    .map(Noted::text)
                    .orElseGet(() -> "not sent: " + ReasonWords.of(reason));
        }
    }

    /**
     * Who takes care.
     *
     * @param by who
     * @param until until when, or null for as long as it lasts
     * @param reason why, may be empty
     */
    record Taken(String by, Words.@Nullable Moment until, String reason) {

        static @Nullable Taken of(@Nullable Acknowledgement given, AlertContext context) {
            if (given == null) {
                return null;
            }
            Instant until = given.until();
            return new Taken(given.by(), until == null ? null : context.moment(until), given.reason());
        }
    }

    static ProblemRow of(Open open, AlertContext context) {
        return new ProblemRow(
                About.of(open, context),
                StateMark.of(open.condition().status()),
                context.moment(open.condition().since()),
                open.condition().message(),
                open.memory().words().entrySet().stream()
                        .map(word -> Told.of(word.getKey(), word.getValue(), open, context))
                        .toList(),
                Taken.of(open.memory().acknowledgement(), context));
    }
}
