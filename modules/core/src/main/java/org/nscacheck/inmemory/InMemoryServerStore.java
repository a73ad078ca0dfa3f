/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.fields.ServerFields;
import org.nscacheck.server.Change;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;

/** Servers in memory, with their secrets as they are. */
final class InMemoryServerStore implements ServerStore {

    private final Memory memory;

    InMemoryServerStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<Server> findAll() {
        synchronized (memory) {
            return memory.servers.values().stream()
                    .sorted(Comparator.comparing(Server::name))
                    .toList();
        }
    }

    @Override
    public Optional<Server> find(ServerId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.servers.get(id));
        }
    }

    @Override
    public Optional<Server> findByName(String name) {
        return findAll().stream().filter(server -> server.name().equals(name)).findFirst();
    }

    @Override
    public Server save(Server server, SecretChange secret, String by) {
        synchronized (memory) {
            Server stored = memory.servers.get(server.id());
            if (stored != null && stored.version() != server.version()) {
                throw new StaleVersionException(
                        "server " + Names.shortened(server.name()) + " was changed by somebody else meanwhile");
            }
            requireFreeName(server);
            Server saved = server.with(secretOf(server, stored, secret));
            if (saved.equals(stored)) {
                return saved;
            }
            saved = saved.toBuilder()
                    .version(stored == null ? 0 : stored.version() + 1)
                    .build();
            note(
                    by,
                    saved,
                    stored == null ? Map.of() : ServerFields.of(stored),
                    ServerFields.of(saved, isSame(stored, saved) ? SecretChange.KEEP : secret));
            memory.servers.put(server.id(), saved);
            memory.serverChanges.put(server.id(), new Change(by, memory.now()));
            memory.configuration++;
            return saved;
        }
    }

    private static boolean isSame(@Nullable Server stored, Server saved) {
        return stored != null && Objects.equals(stored.secret(), saved.secret());
    }

    private void note(String by, Server server, Map<String, String> before, Map<String, String> after) {
        AuditNote.ofChange(by, ServerFields.subject(server), before, after).ifPresent(memory.audit::write);
    }

    private void requireFreeName(Server server) {
        boolean taken = memory.servers.values().stream()
                .anyMatch(other ->
                        other.name().equals(server.name()) && !other.id().equals(server.id()));
        if (taken) {
            throw new RefusedException("there is a server " + Names.shortened(server.name()) + " already");
        }
    }

    private static @Nullable Secret secretOf(Server server, @Nullable Server stored, SecretChange change) {
        Secret before = stored == null ? null : stored.secret();
        boolean moves = stored != null && !server.receiver().equals(stored.receiver());
        if (before != null && moves && change.equals(SecretChange.KEEP)) {
            throw new InvalidFieldException(
                    InvalidFieldException.SECRET,
                    "the secret of " + Names.shortened(server.name()) + " must be given again for another receiver");
        }
        return change.applyTo(before);
    }

    @Override
    public Optional<Change> lastChange(ServerId id) {
        synchronized (memory) {
            return Optional.ofNullable(memory.serverChanges.get(id));
        }
    }

    @Override
    public void removeSecret(ServerId id, String by) {
        synchronized (memory) {
            Server server = memory.servers.get(id);
            if (server != null) {
                Server without = server.withoutSecret();
                note(by, server, ServerFields.of(server), ServerFields.of(without));
                memory.servers.put(id, without);
            }
        }
    }

    @Override
    public long delete(ServerId id, String by) {
        synchronized (memory) {
            Server removed = memory.servers.remove(id);
            if (removed == null) {
                return 0;
            }
            note(by, removed, ServerFields.of(removed), Map.of());
            memory.serverChanges.remove(id);
            memory.leases.remove(id);
            memory.due
                    .values()
                    .forEach(row -> row.destinations = row.destinations.stream()
                            .filter(destination -> !destination.server().equals(id))
                            .toList());
            memory.configuration++;
            return memory.outbox.forget(id);
        }
    }
}
