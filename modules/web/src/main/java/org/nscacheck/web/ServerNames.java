/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.admin.ServerView;
import org.nscacheck.server.ServerId;

/** Names of servers by their ids. */
final class ServerNames {

    private final Map<ServerId, String> names = new HashMap<>();

    ServerNames(List<ServerView> servers) {
        servers.forEach(view -> names.put(view.server().id(), view.server().name()));
    }

    String name(ServerId id) {
        return names.getOrDefault(id, "a server that was removed");
    }
}
