/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers in memory. */
public final class FakeServerStore implements ServerStore {

    public final Map<ServerId, Server> servers = new LinkedHashMap<>();
    private final Map<ServerId, Change> changes = new HashMap<>();

    /** Returns an active server of the kind {@code fake}. */
    public static Server server(String name) {
        return Server.builder(name, "fake")
                .host("127.0.0.1")
                .nodeHostName(name + "-node")
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
    public synchronized Server save(Server server, String by) {
        Server stored = servers.get(server.id());
        if (stored != null && stored.version() != server.version()) {
            throw new StaleVersionException("server " + server.name() + " was changed meanwhile");
        }
        if (servers.values().stream()
                .anyMatch(other ->
                        other.name().equals(server.name()) && !other.id().equals(server.id()))) {
            throw new IllegalArgumentException("there is a server " + server.name() + " already");
        }
        Server saved = stored == null
                ? server
                : server.with(secretFor(server, stored)).toBuilder()
                        .version(stored.version() + 1)
                        .build();
        servers.put(server.id(), saved);
        changes.put(server.id(), new Change(by, Instant.EPOCH));
        return saved;
    }

    /** A stored secret stays where it is, and with the receiver that it was stored for. */
    private static @Nullable Secret secretFor(Server server, Server stored) {
        if (server.secret() != null || stored.secret() == null) {
            return server.secret();
        }
        if (!server.kind().equals(stored.kind())
                || !server.host().equals(stored.host())
                || server.port() != stored.port()) {
            throw new InvalidFieldException("secret", "the secret of " + server.name() + " must be given again");
        }
        return stored.secret();
    }

    @Override
    public synchronized Optional<Change> lastChange(ServerId id) {
        return servers.containsKey(id) ? Optional.ofNullable(changes.get(id)) : Optional.empty();
    }

    @Override
    public synchronized void removeSecret(ServerId id) {
        servers.computeIfPresent(id, (same, server) -> server.withoutSecret());
    }

    @Override
    public synchronized long delete(ServerId id) {
        servers.remove(id);
        return 0;
    }
}
