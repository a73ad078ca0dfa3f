/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.List;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at start which servers are locked because their passwords cannot be decrypted. */
final class ServerLockCheck implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ServerLockCheck.class);

    private final ServerStore servers;
    private final boolean failFast;

    ServerLockCheck(ServerStore servers, boolean failFast) {
        this.servers = servers;
        this.failFast = failFast;
    }

    @Override
    public void run() {
        List<Server> locked = servers.findAll().stream()
                .filter(server -> server.active() && server.locked().isPresent())
                .toList();
        locked.forEach(server -> log.warn(
                "NSCA-132 server locked, its results wait name={} cause=\"{}\"",
                Names.printable(server.name()),
                Names.printable(server.locked().orElse(""))));
        if (failFast && !locked.isEmpty()) {
            throw new LockedServersException(String.join(
                    "\n",
                    locked.stream()
                            .map(server -> "server '" + server.name() + "': "
                                    + server.locked().orElse(""))
                            .toList()));
        }
    }
}
