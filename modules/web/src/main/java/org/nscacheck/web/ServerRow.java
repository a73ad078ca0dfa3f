/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.Server;

/**
 * A line of the list of servers.
 *
 * @param state in words
 * @param style class of the style sheet for the state
 * @param waiting how many results wait
 * @param oldest how long the oldest of them has been waiting, empty if none does
 * @param checks how many checks report to it
 * @param onlyCheck the check, if it is just one, otherwise empty
 */
record ServerRow(
        String id,
        String name,
        String address,
        String reportsAs,
        String state,
        String style,
        boolean active,
        long waiting,
        String oldest,
        long expired,
        Words.@Nullable Moment lastDelivered,
        int checks,
        String onlyCheck) {

    static ServerRow of(ServerView view, Words words) {
        Server server = view.server();
        Instant now = view.summary().at();
        boolean trouble = view.locked() != null || view.summary().failures() > 0;
        return new ServerRow(
                server.id().toString(),
                server.name(),
                server.kind() + "://" + server.address() + ":" + server.port(),
                server.hostName(),
                words.server(view),
                trouble ? "critical" : "plain",
                server.active(),
                view.summary().waiting(),
                view.summary().waiting() == 0 ? "" : Words.rough(view.summary().oldestAge()),
                view.summary().expired(),
                words.moment(view.summary().lastDeliveredAt(), now),
                view.checks().size(),
                view.checks().size() == 1 ? view.checks().get(0).id().toString() : "");
    }
}
