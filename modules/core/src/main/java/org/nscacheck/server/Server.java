/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A receiving daemon and how to talk to it. Open on purpose: what only one kind of server needs lies in
 * {@link #settings()}, which that kind's {@link org.nscacheck.sender.SenderFactory} describes and reads.
 *
 * @param id identity
 * @param name unique name for people
 * @param kind which {@link org.nscacheck.sender.SenderFactory} serves it, such as {@code nsca}
 * @param host name or address of the daemon
 * @param port TCP port, 1 to 65535
 * @param nodeHostName host name under which the monitoring server knows this application, 1 to 63 bytes
 * @param settings further settings by name
 * @param secret password or key, or null when the server needs none
 * @param locked why the server cannot be used although it is active (its secret cannot be decrypted), or null
 * @param active whether results are sent to it
 * @param catchUp what becomes of results that piled up
 * @param version number of changes, for detecting concurrent edits
 */
public record Server(
        ServerId id,
        String name,
        String kind,
        String host,
        int port,
        String nodeHostName,
        Map<String, String> settings,
        @Nullable Secret secret,
        @Nullable String locked,
        boolean active,
        CatchUp catchUp,
        int version) {

    /** The port of the NSCA daemon. */
    public static final int DEFAULT_PORT = 5667;

    /** @throws IllegalArgumentException if a value is outside its limits; the message names value and limit */
    public Server {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a server needs a name");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of server " + name + " is outside 1 to 65535");
        }
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException(
                    "host '" + Names.printable(host) + "' of server " + name + " is not a host name or address");
        }
        Names.requireHost(nodeHostName);
        settings = Map.copyOf(settings);
    }

    /** Returns a setting, or empty if it is not set. */
    public Optional<String> setting(String setting) {
        return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isBlank());
    }

    /** Returns this server with no secret in it. */
    public Server withoutSecret() {
        return new Server(id, name, kind, host, port, nodeHostName, settings, null, locked, active, catchUp, version);
    }

    /** Shows everything but the secret. */
    @Override
    public String toString() {
        return "Server[" + name + " " + kind + "://" + host + ":" + port + " as " + nodeHostName + " "
                + new TreeMap<>(settings) + (secret == null ? "" : " secret ***") + (active ? "" : " inactive") + "]";
    }
}
