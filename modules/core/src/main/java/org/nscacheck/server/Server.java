/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Durations;

/**
 * A receiving daemon and how to talk to it. Open on purpose: what only one kind of server needs lies in
 * {@link #settings()}, which that kind's {@link org.nscacheck.sender.SenderFactory} describes and reads.
 *
 * @param id identity
 * @param name unique name for people
 * @param receiver kind, address and port of the daemon
 * @param hostName host name under which the monitoring server knows this application, 1 to 63 bytes
 * @param settings further settings by name
 * @param secret password or key, or null if there is none; one from a store is decrypted when it is revealed
 * @param active whether results are sent to it
 * @param catchUp which waiting results are sent after an outage
 * @param maxAge how old a result may get before it expires instead of being sent, 1 second to 365 days, or null: 24 hours
 * @param version number of changes, for detecting concurrent edits
 * @param declaredName its name in code and properties if an administrator has renamed it, or null
 */
public record Server(
        ServerId id,
        String name,
        Receiver receiver,
        String hostName,
        Map<String, String> settings,
        @Nullable Secret secret,
        boolean active,
        CatchUp catchUp,
        @Nullable Duration maxAge,
        int version,
        @Nullable String declaredName) {

    /** The port of the NSCA daemon. */
    public static final int DEFAULT_PORT = 5667;

    /** The shortest {@link #maxAge}. */
    public static final Duration MIN_MAX_AGE = Duration.ofSeconds(1);
    /** The longest {@link #maxAge}. */
    public static final Duration MAX_MAX_AGE = Duration.ofDays(365);

    /** @throws InvalidFieldException if a value is outside its limits; the message names value and limit */
    public Server {
        if (name.isBlank()) {
            throw new InvalidFieldException("name", "a server needs a name");
        }
        int port = receiver.port();
        String address = receiver.address();
        if (port < 1 || port > 65535) {
            throw new InvalidFieldException(
                    "port", "port " + port + " of server " + Names.shortened(name) + " is outside 1 to 65535");
        }
        if (address.isBlank() || address.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new InvalidFieldException(
                    "host",
                    "host '" + Names.shortened(address) + "' of server " + Names.shortened(name)
                            + " is not a host name or address");
        }
        requireHostName(hostName);
        if (maxAge != null && (maxAge.compareTo(MIN_MAX_AGE) < 0 || maxAge.compareTo(MAX_MAX_AGE) > 0)) {
            throw new InvalidFieldException(
                    "max-age",
                    "the maximum age " + Durations.text(maxAge) + " of server " + Names.shortened(name)
                            + " is outside 1 second to 365 days");
        }
        settings = Map.copyOf(settings);
    }

    private static void requireHostName(String name) {
        try {
            Names.requireHost(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException("node-host-name", String.valueOf(e.getMessage()));
        }
    }

    /** Returns which {@link org.nscacheck.sender.SenderFactory} serves it, such as {@code nsca}. */
    public String kind() {
        return receiver.kind();
    }

    /** Returns name or address of the daemon. */
    public String address() {
        return receiver.address();
    }

    /** Returns the TCP port of the daemon. */
    public int port() {
        return receiver.port();
    }

    /** Returns a setting, or empty if it is not set. */
    public Optional<String> setting(String setting) {
        return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isBlank());
    }

    /** Returns why results wait for it although it is active: its secret cannot be decrypted; empty if it is not locked. */
    public Optional<String> locked() {
        return Optional.ofNullable(secret).flatMap(Secret::problem);
    }

    /** Returns this server with no secret in it, for display. */
    public Server withoutSecret() {
        return with(null);
    }

    /** Returns this server with another secret in it. */
    public Server with(@Nullable Secret other) {
        return toBuilder().secret(other).build();
    }

    /** Returns this server as the successor of the stored one: its name in code and properties stays. */
    public Server asChangeOf(Server stored) {
        String declared = stored.declaredName == null ? stored.name : stored.declaredName;
        return toBuilder().declaredName(declared.equals(name) ? null : declared).build();
    }

    /**
     * Returns a builder of a new server: active, on port {@value #DEFAULT_PORT}, without secret and settings; address and host name
     * are to be set.
     *
     * @param name unique name for people
     * @param kind which {@link org.nscacheck.sender.SenderFactory} serves it, such as {@code nsca}
     */
    public static Builder builder(String name, String kind) {
        return builder(ServerId.random(), name, kind);
    }

    /** The same for a server that has an id already. */
    public static Builder builder(ServerId id, String name, String kind) {
        return new Builder(id, name, kind);
    }

    /** Returns a builder of changed copies of this server. */
    public Builder toBuilder() {
        return new Builder(id, name, kind())
                .address(address())
                .port(port())
                .hostName(hostName)
                .settings(settings)
                .secret(secret)
                .active(active)
                .catchUp(catchUp)
                .maxAge(maxAge)
                .version(version)
                .declaredName(declaredName);
    }

    /** Shows everything but the secret. */
    @Override
    public String toString() {
        return Names.printable("Server[" + name + " " + receiver + " as " + hostName + " "
                + new TreeMap<>(settings) + (secret == null ? "" : " secret ***")
                + (active ? "" : " inactive") + "]");
    }

    /** Makes servers, see {@link #builder}. Not thread-safe. */
    public static final class Builder {

        private final ServerId id;
        private final String kind;
        private String name;
        private String address = "";
        private int port = DEFAULT_PORT;
        private String hostName = "";
        private Map<String, String> settings = Map.of();
        private @Nullable Secret secret;
        private boolean active = true;
        private CatchUp catchUp = CatchUp.LATEST;
        private @Nullable Duration maxAge;
        private int version;
        private @Nullable String declaredName;

        private Builder(ServerId id, String name, String kind) {
            this.id = id;
            this.name = name;
            this.kind = kind;
        }

        /** Unique name for people. */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /** Name or address of the daemon. */
        public Builder address(String value) {
            address = value;
            return this;
        }

        /** TCP port, 1 to 65535. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Host name under which the monitoring server knows this application, 1 to 63 bytes. */
        public Builder hostName(String value) {
            hostName = value;
            return this;
        }

        /** Further settings by name, in place of all others. */
        public Builder settings(Map<String, String> value) {
            settings = value;
            return this;
        }

        /** Password or key, or null when the server needs none. */
        public Builder secret(@Nullable Secret value) {
            secret = value;
            return this;
        }

        /** Whether results are sent to it. */
        public Builder active(boolean value) {
            active = value;
            return this;
        }

        /** Which waiting results are sent after an outage. */
        public Builder catchUp(CatchUp value) {
            catchUp = value;
            return this;
        }

        /** How old a result may get before it expires instead of being sent, or null: 24 hours. */
        public Builder maxAge(@Nullable Duration value) {
            maxAge = value;
            return this;
        }

        /** The version that a change is based on. */
        public Builder version(int value) {
            version = value;
            return this;
        }

        /** Its name in code and properties if an administrator has renamed it, or null. */
        public Builder declaredName(@Nullable String value) {
            declaredName = value;
            return this;
        }

        /** @throws InvalidFieldException if a value is outside its limits; the message names value and limit */
        public Server build() {
            return new Server(
                    id,
                    name,
                    new Receiver(kind, address, port),
                    hostName,
                    settings,
                    secret,
                    active,
                    catchUp,
                    maxAge,
                    version,
                    declaredName);
        }
    }
}
