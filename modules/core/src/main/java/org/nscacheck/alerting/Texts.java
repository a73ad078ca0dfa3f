/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Notification.Kind;
import org.nscacheck.schedule.Durations;

/** The words that people read. */
final class Texts {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Texts() {}

    /** @throws RefusedException if a text is too short or too long */
    static void limit(String what, String text, int min, int max) {
        if (text.strip().length() < min) {
            throw new RefusedException(what + " is missing");
        }
        if (text.length() > max) {
            throw new RefusedException(what + " has " + text.length() + " characters, more than " + max);
        }
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** Returns a duration as a person says it: seconds up to two minutes, then days, hours and minutes. */
    static String span(Duration span) {
        if (span.compareTo(Duration.ofMinutes(2)) < 0) {
            return Durations.text(span.truncatedTo(ChronoUnit.SECONDS));
        }
        String text = part(span.toDays(), "d") + part(span.toHoursPart(), "h") + part(span.toMinutesPart(), "m");
        return text.strip();
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit + " ";
    }

    /**
     * Returns what a recipient is told.
     *
     * @param began when the problem began
     * @param note added as a line of its own, or empty
     */
    static Notification notification(
            Kind kind, Subject subject, Condition condition, Instant began, Instant now, String note) {
        String state = condition.isEvent() ? "" : " " + state(kind, condition, span(Duration.between(began, now)));
        String text = subject.name()
                + where(subject)
                + state
                + (condition.message().isEmpty() ? "" : ": " + condition.message())
                + (note.isEmpty() ? "" : "\n" + note);
        return new Notification(
                kind, condition.severity(), condition.since(), subject.identity(), text, facts(subject, condition));
    }

    private static String where(Subject subject) {
        String host = subject.host().isEmpty() ? "" : " on " + subject.host();
        return subject.node().isEmpty() || subject.node().equals(subject.host())
                ? host
                : host + " (" + subject.node() + ")";
    }

    private static String state(Kind kind, Condition condition, String lasted) {
        String status = condition.status().name();
        return switch (kind) {
            case PROBLEM -> "is " + status;
            case REMINDER -> "is still " + status + " after " + lasted;
            case ESCALATION -> "is " + status + " for " + lasted + ", not acknowledged";
            case RECOVERY -> condition.isEnded() ? "is no longer a problem" : "is OK again after " + lasted;
            case EVENT -> "is " + status;
        };
    }

    private static Map<String, Object> facts(Subject subject, Condition condition) {
        Map<String, Object> facts = new LinkedHashMap<>(condition.metadata());
        facts.putIfAbsent("status", condition.status().name());
        facts.putIfAbsent("check", subject.key().value());
        return facts;
    }
}
