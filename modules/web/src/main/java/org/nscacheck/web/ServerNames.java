/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.ServerView;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.sender.SenderFactories;
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

    /** Returns why the monitoring core behind a server could not be told of a check, empty if it can or there is none. */
    String exportFault(CheckView check, SenderFactories senders) {
        if (check.effective() == null || !check.isActive()) {
            return "";
        }
        return check.effective().destinations().stream()
                .flatMap(place -> Optional.ofNullable(views.get(place.server())).stream()
                        .flatMap(view -> DefinitionFormat.of(view.server(), senders).stream())
                        .flatMap(format -> format.fault(place.target()).stream()))
                .findFirst()
                .map(fault -> "cannot be exported: " + fault)
                .orElse("");
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
