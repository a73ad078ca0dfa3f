/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.nscacheck.admin.ServerView;
import org.nscacheck.sender.Purpose;

/**
 * How servers of one purpose are spoken of on screens.
 *
 * @param purpose what they are there for
 * @param path of their pages, below the path of the screens
 * @param list title of their list
 * @param one one of them, in a sentence
 * @param none a sentence for a list without any
 * @param sent what is sent to them
 */
record ServerWords(Purpose purpose, String path, String list, String one, String none, String sent) {

    static final ServerWords SERVERS = new ServerWords(
            Purpose.RESULTS,
            "/servers",
            "Servers",
            "server",
            "No server is configured yet: results are stored, but not delivered.",
            "results");

    static final ServerWords NOTIFIERS = new ServerWords(
            Purpose.NOTIFICATIONS,
            "/notifiers",
            "Notifiers",
            "notifier",
            "No notifier is configured yet: nobody is told when a check fails. Add one, then a route that leads to it.",
            "notifications");

    /** Returns the words for those of a purpose. */
    static ServerWords of(Purpose purpose) {
        return purpose == Purpose.RESULTS ? SERVERS : NOTIFIERS;
    }

    /** Returns whether results of checks go to them. */
    public boolean results() {
        return purpose == Purpose.RESULTS;
    }

    /** Returns how one is freed from what names it. */
    String release() {
        return results()
                ? "Assign other servers to them first: for a method in its code, for a check in its form. Or set this server"
                        + " inactive, so that nothing is sent to it."
                : "Take it out of them first. Or set this notifier inactive, so that nothing is sent to it.";
    }

    /** Returns what is lost with one of them. */
    String consequence(ServerView view) {
        long waiting = view.summary().waiting();
        String lost = waiting == 0 ? "No " + sent + " wait for it." : waiting + " waiting " + sent + " will be lost.";
        return results() ? lost + " " + reporters(view.checks().size()) : lost;
    }

    private static String reporters(int checks) {
        return switch (checks) {
            case 0 -> "No check reports to it.";
            case 1 -> "1 check will no longer report to it.";
            default -> checks + " checks will no longer report to it.";
        };
    }
}
