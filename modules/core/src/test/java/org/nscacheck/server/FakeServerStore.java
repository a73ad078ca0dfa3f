/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;

/** Servers in memory. */
public final class FakeServerStore implements ServerStore {

    public final Map<ServerId, Server> servers = new LinkedHashMap<>();
    private final Map<ServerId, Change> changes = new HashMap<>();

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
        if (stored != null && stored.version() != server.version()) {
            throw new StaleVersionException("server " + server.name() + " was changed meanwhile");
        }
        if (servers.values().stream()
                .anyMatch(other ->
                        other.name().equals(server.name()) && !other.id().equals(server.id()))) {
            throw new RefusedException("there is a server " + server.name() + " already");
        }
        Secret before = stored == null ? null : stored.secret();
        if (before != null
                && secret.equals(SecretChange.KEEP)
                && !server.receiver().equals(stored.receiver())) {
            throw new InvalidFieldException(
                    InvalidFieldException.SECRET, "the secret of " + server.name() + " must be given again");
        }
        Server saved = server.with(secret.applyTo(before)).toBuilder()
                .version(stored == null ? 0 : stored.version() + 1)
                .build();
        servers.put(server.id(), saved);
        changes.put(server.id(), new Change(by, Instant.EPOCH));
        return saved;
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
