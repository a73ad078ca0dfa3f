/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.DeliverySummary;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Change;

/** Says in words what records hold. Pure; thread-safe. */
final class Words {

    private final DateTimeFormatter today;
    private final DateTimeFormatter otherDay;
    private final DateTimeFormatter full;
    private final ZoneId zone;

    Words(ZoneId zone) {
        this.zone = zone;
        this.today = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(zone);
        this.otherDay = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH)
                .withZone(zone);
        this.full = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss VV", Locale.ENGLISH)
                .withZone(zone);
    }

    /** Returns the time zone in which times are shown. */
    ZoneId zone() {
        return zone;
    }

    /**
     * A moment as a page shows it.
     *
     * @param text time of day, with the date unless it is today
     * @param full date, time and zone
     * @param iso for machines
     * @param relative such as "12 s ago" or "in 3 min"
     */
    record Moment(String text, String full, String iso, String relative) {}

    @Nullable
    Moment moment(@Nullable Instant moment, Instant now) {
        return moment == null ? null : of(moment, now);
    }

    Moment of(Instant moment, Instant now) {
        return new Moment(time(moment, now), full.format(moment), moment.toString(), relative(moment, now));
    }

    /** Says who changed something and when, as the beginning of a sentence. */
    String change(@Nullable Change change) {
        return change == null
                ? "Somebody else changed this"
                : (change.by().equals(Change.APPLICATION) ? "The application" : change.by()) + " changed this at "
                        + full.format(change.at()) + ",";
    }

    private String time(Instant moment, Instant now) {
        boolean sameDay =
                moment.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (sameDay ? today : otherDay).format(moment);
    }

    String pause(Instant until, Instant now) {
        return until.equals(StoredCheck.UNTIL_RESUMED) ? "paused until resumed" : "paused until " + time(until, now);
    }

    private static String relative(Instant moment, Instant now) {
        Duration distance = Duration.between(moment, now);
        if (distance.abs().toMillis() < 1000) {
            return "now";
        }
        return distance.isNegative() ? "in " + rough(distance.negated()) : rough(distance) + " ago";
    }

    /** Returns a number in groups of three digits. */
    static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** Returns a duration in its largest unit, rounded down. */
    static String rough(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d";
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h";
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min";
        }
        return duration.toSeconds() + " s";
    }

    String delivery(DeliverySummary delivery, Instant now) {
        String unconfirmed = delivery.state() == DeliveryState.SENT ? "; this protocol cannot confirm" : "";
        return deliveryInShort(delivery, now) + unconfirmed;
    }

    /** The same where many of them stand below each other: without what is true of each result of a server. */
    String deliveryInShort(DeliverySummary delivery, Instant now) {
        Instant endedAt = delivery.endedAt();
        String ended = endedAt == null ? "" : " " + time(endedAt, now);
        String reason = delivery.reason().isEmpty() ? "" : ": " + delivery.reason();
        return switch (delivery.state()) {
            case WAITING -> waiting(delivery, now) + reason;
            case LEASED -> "Being sent";
            case ACCEPTED -> "Acknowledged" + ended;
            case SENT -> "Sent" + ended;
            case SUPERSEDED -> "Not sent" + reason;
            case EXPIRED -> "Expired" + ended + reason;
            case DISCARDED -> "Discarded" + ended + reason;
        };
    }

    private String waiting(DeliverySummary delivery, Instant now) {
        if (delivery.attempts() == 0) {
            return "Waiting";
        }
        String next = delivery.notBefore() == null ? "" : ", next try " + time(delivery.notBefore(), now);
        return "Waiting after " + delivery.attempts() + (delivery.attempts() == 1 ? " try" : " tries") + next;
    }

    String server(ServerView view) {
        ServerSummary summary = view.summary();
        String locked = view.locked();
        if (locked != null) {
            return "Locked: " + locked;
        }
        if (!view.server().active()) {
            return "Inactive";
        }
        if (summary.failures() > 0) {
            String problem = summary.problem().isEmpty() ? "cause unknown" : summary.problem();
            String next = summary.nextTryAt() == null ? "" : "; next try " + time(summary.nextTryAt(), summary.at());
            return (summary.isSuspect() ? "Suspect: " : "Failing: ") + problem + next;
        }
        return summary.lastDeliveredAt() == null ? "Nothing sent yet" : "Reachable";
    }

    String schedule(ScheduleSpec spec) {
        String zoneName = spec.zone() == null ? "" : ", " + spec.zone();
        return spec.cron() != null ? "cron " + spec.cron() + zoneName : "every " + spec.every() + zoneName;
    }
}
