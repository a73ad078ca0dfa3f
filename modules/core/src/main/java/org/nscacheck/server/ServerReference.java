/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How checks refer to servers: by id, which is what is stored, or by name, which is what code and properties write.
 * A name lasts when an administrator gives the server another one. Pure; thread-safe.
 */
public final class ServerReference {

    private ServerReference() {}

    /** Returns the server of this id or name, or the one that had this name when code or properties declared it. */
    public static Optional<Server> find(Collection<Server> servers, String reference) {
        return servers.stream()
                .filter(server -> server.id().toString().equals(reference))
                .findFirst()
                .or(() -> servers.stream()
                        .filter(server -> server.name().equals(reference))
                        .findFirst())
                .or(() -> servers.stream()
                        .filter(server -> reference.equals(server.declaredName()))
                        .findFirst());
    }

    /** Returns ids instead of names; what names no server stays as it is. */
    public static List<String> ids(Collection<Server> servers, Collection<String> references) {
        return references.stream()
                .map(reference -> find(servers, reference)
                        .map(server -> server.id().toString())
                        .orElse(reference))
                .distinct()
                .toList();
    }
}
