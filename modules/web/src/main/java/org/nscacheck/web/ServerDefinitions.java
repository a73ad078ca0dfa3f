/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.Check;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.server.Server;

/**
 * A server, and what its monitoring core can be told of the checks.
 *
 * @param core the one that it says to be
 * @param leftOut checks whose names this core would refuse, and why
 */
record ServerDefinitions(String id, String name, String core, List<String> leftOut) {

    /** Returns those of all servers with a monitoring core. */
    static List<ServerDefinitions> all(Screens screens, Actor actor) {
        return screens.overview().serversAlone(actor).stream()
                .map(ServerView::server)
                .flatMap(server -> DefinitionFormat.of(server, screens.senders()).stream()
                        .map(format -> of(screens, actor, server, format)))
                .toList();
    }

    private static ServerDefinitions of(Screens screens, Actor actor, Server server, DefinitionFormat format) {
        List<String> leftOut = screens.overview().reportedTo(actor, server.name()).stream()
                .flatMap(reported -> reported.checks().stream())
                .filter(Check::active)
                .flatMap(check -> check.destinations().stream()
                        .filter(place -> place.server().equals(server.id()))
                        .flatMap(place -> format.fault(place.target()).stream())
                        .map(fault -> check.name() + ": " + fault))
                .toList();
        return new ServerDefinitions(server.id().toString(), server.name(), format.label(), leftOut);
    }
}
