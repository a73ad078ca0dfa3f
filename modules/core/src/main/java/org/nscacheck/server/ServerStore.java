/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.List;
import java.util.Optional;

/** Where servers are kept. Implementations are thread-safe. */
public interface ServerStore {

    List<Server> findAll();

    Optional<Server> find(ServerId id);

    Optional<Server> findByName(String name);

    /**
     * Adds or changes a server. A null secret leaves the stored one as it is, because a stored secret is never handed out
     * to forms; use {@link #removeSecret} to take it away.
     *
     * @return the server as stored, with its new version
     * @throws StaleVersionException if it was changed since the given version was read
     * @throws IllegalArgumentException if the name is taken, or the server's checks would collide with others on the same
     *     host and service
     */
    Server save(Server server);

    void removeSecret(ServerId id);

    /**
     * Removes the server with all its deliveries.
     *
     * @return how many of them were still waiting, and are discarded now
     */
    long delete(ServerId id);
}
