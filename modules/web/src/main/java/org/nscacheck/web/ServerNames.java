/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.ServerId;

/** What a page of checks says of servers, by their ids. */
final class ServerNames {

    private final Map<ServerId, ServerView> views = new HashMap<>();

    ServerNames(List<ServerView> servers) {
        servers.forEach(view -> views.put(view.server().id(), view));
    }

    String name(ServerId id) {
        ServerView view = views.get(id);
        return view == null ? "a server that was removed" : view.server().name();
    }

    boolean isKnown(ServerId id) {
        return views.containsKey(id);
    }

    /** Returns what keeps results from a server, empty if nothing is known to. */
    String trouble(ServerId id, Words words) {
        ServerView view = views.get(id);
        if (view == null) {
            return "";
        }
        boolean troubled = view.locked() != null
                || !view.server().active()
                || view.summary().failures() > 0;
        return troubled ? words.server(view) : "";
    }
}
