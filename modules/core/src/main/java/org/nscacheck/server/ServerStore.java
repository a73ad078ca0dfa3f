/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.List;
import java.util.Optional;
import org.nscacheck.RefusedException;

/** Where servers are kept. Reading one does not decrypt its secret. Implementations are thread-safe. */
public interface ServerStore {

    List<Server> findAll();

    /** Returns the store of all servers, for one that shows those of one purpose. Names are unique among all. */
    default ServerStore ofAnyPurpose() {
        return this;
    }

    Optional<Server> find(ServerId id);

    Optional<Server> findByName(String name);

    /**
     * Adds or changes a server. A stored secret stays with its kind, address and port: it does not move with the server to
     * another receiver.
     *
     * @param server the server; its own secret is not looked at
     * @param secret what becomes of the stored secret
     * @param by who changes it, see {@link Change#by}
     * @return the server as stored, with its new version
     * @throws StaleVersionException if it was changed since the given version was read
     * @throws InvalidFieldException for the secret, if kind, address or port change and the stored one is to stay
     * @throws RefusedException if the name is taken, or the server's checks would collide with others on the same
     *     host and service
     */
    Server save(Server server, SecretChange secret, String by);

    /** The same for a change that no person makes. */
    default Server save(Server server, SecretChange secret) {
        return save(server, secret, Change.APPLICATION);
    }

    /** Returns the latest change of a server, or empty if it is not known or there is no such server. */
    Optional<Change> lastChange(ServerId id);

    /**
     * Takes a server's secret away; does nothing if there is none.
     *
     * @param by who does it, see {@link Change#by}
     */
    void removeSecret(ServerId id, String by);

    /**
     * Removes the server with all its deliveries.
     *
     * @param by who does it, see {@link Change#by}
     * @return how many of them were still waiting, and are discarded now
     */
    long delete(ServerId id, String by);

    /** The same for a change that no person makes. */
    default long delete(ServerId id) {
        return delete(id, Change.APPLICATION);
    }
}
