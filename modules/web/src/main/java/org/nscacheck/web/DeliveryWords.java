/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import org.nscacheck.admin.DeliveryGroup;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.ServerView;
import org.nscacheck.delivery.DeliveryPolicy;
import org.nscacheck.delivery.DeliveryProblem;
import org.nscacheck.delivery.DeliveryState;
import org.nscacheck.schedule.Durations;
import org.nscacheck.server.CatchUp;

/** Says in words what becomes of what waits, by itself and otherwise. Pure; thread-safe. */
final class DeliveryWords {

    private DeliveryWords() {}

    /** Returns the name of a list. */
    static String of(DeliveryGroup group) {
        return switch (group) {
            case WAITING -> "Waiting";
            case STUCK -> "Stuck";
            case REFUSED -> "Refused";
            case RECENT -> "Recent";
        };
    }

    /** Returns what a list holds, in a sentence. */
    static String meaning(DeliveryGroup group) {
        return switch (group) {
            case WAITING -> "All that is not sent yet, or whose outcome is not known yet.";
            case STUCK -> "What was tried and did not get through. It is tried again by itself.";
            case REFUSED ->
                "What a server has turned away: its password or encryption differs, or it does not know the service. It is tried"
                        + " again by itself until it is too old.";
            case RECENT -> "What was delivered, and what will never be and why; of the last two days.";
        };
    }

    /** Returns what there is to say where a list is empty. */
    static String none(DeliveryGroup group) {
        return switch (group) {
            case WAITING -> "Nothing waits.";
            case STUCK -> "Nothing is stuck: what was tried has got through.";
            case REFUSED -> "No server has turned anything away.";
            case RECENT -> "Nothing has ended within the last two days.";
        };
    }

    /** Returns a state without its time and reason. */
    static String of(DeliveryState state) {
        return switch (state) {
            case WAITING -> "Waiting";
            case LEASED -> "Being sent";
            case ACCEPTED -> "Acknowledged";
            case SENT -> "Sent";
            case SUPERSEDED -> "Replaced by a newer result";
            case EXPIRED -> "Expired";
            case DISCARDED -> "Discarded";
        };
    }

    /** Returns what a kind of problem means, for the code beside it. */
    static String of(DeliveryProblem problem) {
        return switch (problem) {
            case UNREACHABLE -> "the server could not be asked, or did not answer as it should";
            case REJECTED -> "the server rejects the connection: compare password and encryption";
            case REFUSED -> "the server does not take this result";
            case INTERRUPTED -> "the node that was sending it stopped";
        };
    }

    /** Says how many wait for a server since when, and what happens by itself. */
    static String outlook(ServerView view, ServerWords kind, Words words) {
        ServerSummary summary = view.summary();
        long waiting = summary.waiting();
        String what = waiting == 1 ? kind.sent().substring(0, kind.sent().length() - 1) : kind.sent();
        String since = summary.oldestAt() == null
                ? ""
                : " since " + words.of(summary.oldestAt(), summary.at()).text();
        return Words.number(waiting) + " " + what + (waiting == 1 ? " waits" : " wait") + since + ". "
                + keeping(view, kind, waiting == 1);
    }

    private static String keeping(ServerView view, ServerWords kind, boolean one) {
        String kept = one ? "It is kept" : "They are kept";
        if (!view.server().active()) {
            return kept + ", and nothing is sent while the " + kind.one() + " is inactive. " + ending(view);
        }
        boolean failing = view.locked() != null || view.summary().failures() > 0;
        String when = failing ? "; when it can be reached again, " : "; ";
        return kept + when + order(view.server().catchUp()) + " " + ending(view);
    }

    private static String order(CatchUp catchUp) {
        return switch (catchUp) {
            case LATEST -> "of each service the newest is sent.";
            case CHANGES -> "of each service every change of state is sent in order, then the newest.";
            case ALL -> "all are sent in order.";
        };
    }

    private static String ending(ServerView view) {
        Duration maxAge = view.server().maxAge() == null
                ? DeliveryPolicy.MAX_AGE
                : view.server().maxAge();
        return "An OK is not sent once the time is over for which it was promised, anything else not when it is older than "
                + Durations.text(maxAge) + ".";
    }
}
