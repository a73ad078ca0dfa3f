/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers in memory. */
public final class FakeServerStore implements ServerStore {

    public final Map<ServerId, Server> servers = new LinkedHashMap<>();

    /** Returns an active server of the kind {@code fake}. */
    public static Server server(String name) {
        return Server.builder(name, "fake")
                .address("127.0.0.1")
                .hostName(name + "-node")
                .build();
    }

    @Override
    public synchronized List<Server> findAll() {
        return List.copyOf(servers.values());
    }

    @Override
    public synchronized Optional<Server> find(ServerId id) {
        return Optional.ofNullable(servers.get(id));
    }

    @Override
    public synchronized Optional<Server> findByName(String name) {
        return servers.values().stream()
                .filter(server -> server.name().equals(name))
                .findFirst();
    }

    @Override
    public synchronized Server save(Server server, SecretChange secret, String by) {
        Server stored = servers.get(server.id());
        Server saved = server.with(secret.applyTo(stored == null ? null : stored.secret()));
        servers.put(server.id(), saved);
        return saved;
    }

    @Override
    public Optional<Change> lastChange(ServerId id) {
        return Optional.empty();
    }

    @Override
    public void removeSecret(ServerId id) {
        throw new UnsupportedOperationException("no test needs it");
    }

    @Override
    public synchronized long delete(ServerId id) {
        servers.remove(id);
        return 0;
    }
}
