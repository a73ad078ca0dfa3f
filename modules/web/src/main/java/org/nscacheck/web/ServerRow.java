/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.ServerSummary;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Server;

/** A line of the list of servers. */
record ServerRow(String id, String name, Place place, boolean active, State state, Backlog backlog, Reporters checks) {

    /**
     * Where results go, and under what name.
     *
     * @param address kind, host and port; just the kind where it is on the same machine
     * @param reportsAs name that this application has there
     */
    record Place(String address, String reportsAs) {

        static Place of(Server server, SenderFactories senders) {
            boolean here = senders.find(server.kind())
                    .filter(factory -> !factory.hasAddress())
                    .isPresent();
            String address = here ? server.kind() : server.kind() + "://" + server.address() + ":" + server.port();
            return new Place(address, server.hostName());
        }
    }

    /**
     * How delivery to it goes.
     *
     * @param words what a person reads
     * @param style class of the style sheet
     */
    record State(String words, String style) {

        private static final String TROUBLE = "critical";

        static State of(ServerView view, Words words) {
            boolean trouble = view.locked() != null || view.summary().failures() > 0;
            return new State(words.server(view), trouble ? TROUBLE : "plain");
        }

        /** Returns whether nothing gets there now. */
        boolean isTrouble() {
            return style.equals(TROUBLE);
        }
    }

    /**
     * What has not been delivered, and when something last was.
     *
     * @param waiting how many results wait
     * @param oldest how long the oldest of them has been waiting, empty if none does
     * @param expired how many have become too old within the last 24 hours and were not sent
     * @param lastDelivered when a result was last delivered, or null
     */
    record Backlog(long waiting, String oldest, long expired, Words.@Nullable Moment lastDelivered) {

        static Backlog of(ServerSummary summary, Words words) {
            return new Backlog(
                    summary.waiting(),
                    summary.waiting() == 0 ? "" : Words.rough(summary.oldestAge()),
                    summary.expired(),
                    words.moment(summary.lastDeliveredAt(), summary.at()));
        }
    }

    /**
     * The checks that report to it.
     *
     * @param only id of the check, if it is just one, otherwise empty
     */
    record Reporters(int count, String only) {

        static Reporters of(List<StoredCheck> checks) {
            return new Reporters(
                    checks.size(), checks.size() == 1 ? checks.get(0).id().toString() : "");
        }
    }

    static ServerRow of(ServerView view, Words words, SenderFactories senders) {
        Server server = view.server();
        return new ServerRow(
                server.id().toString(),
                server.name(),
                Place.of(server, senders),
                server.active(),
                State.of(view, words),
                Backlog.of(view.summary(), words),
                Reporters.of(view.checks()));
    }
}
