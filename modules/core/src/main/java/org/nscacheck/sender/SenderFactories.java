/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nscacheck.RefusedException;
import org.nscacheck.server.Server;

/** The kinds of servers that this application can talk to. Immutable. */
public final class SenderFactories {

    private final Map<String, SenderFactory> byKind = new TreeMap<>();

    /** @throws IllegalArgumentException if two factories serve the same kind */
    public SenderFactories(Collection<? extends SenderFactory> factories) {
        for (SenderFactory factory : factories) {
            SenderFactory other = byKind.putIfAbsent(factory.kind(), factory);
            if (other != null) {
                throw new IllegalArgumentException("two senders serve the kind '" + factory.kind() + "': "
                        + other.getClass().getName() + " and "
                        + factory.getClass().getName());
            }
        }
    }

    public List<SenderFactory> all() {
        return List.copyOf(byKind.values());
    }

    public Optional<SenderFactory> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** Returns everything that keeps this server from working, an unknown kind included. */
    public List<String> validate(Server server) {
        return find(server.kind())
                .map(factory -> factory.validate(server))
                .orElseGet(() -> List.of(unknownKind(server)));
    }

    /** @throws RefusedException if the kind is unknown or the server's settings are not valid */
    public Sender open(Server server) {
        return find(server.kind())
                .orElseThrow(() -> new RefusedException(unknownKind(server)))
                .open(server);
    }

    /** Returns whether results reach this server together with the time at which they were found. */
    public boolean carriesResultTime(Server server) {
        return find(server.kind()).map(SenderFactory::carriesResultTime).orElse(false);
    }

    /** Returns what a server is for. One of a kind that nobody knows counts as one that takes results, so that it is seen. */
    public Purpose purpose(Server server) {
        return find(server.kind()).map(SenderFactory::purpose).orElse(Purpose.RESULTS);
    }

    private String unknownKind(Server server) {
        return "no sender serves the kind '" + server.kind() + "' of server " + server.name() + ", known are "
                + byKind.keySet();
    }
}
