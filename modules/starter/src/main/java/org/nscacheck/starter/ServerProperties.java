/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A monitoring server.
 *
 * @param kind Kind of server: nsca.
 * @param host Host name or address of its daemon.
 * @param port TCP port of its daemon, 1 to 65535.
 * @param nodeHostName Host name under which it knows this application. Default: nscacheck.host-name.
 * @param secret Its password; stored encrypted, which needs nscacheck.secrets.key.
 * @param catchUp What becomes of results that piled up while it could not be reached: latest, changes or all.
 *     Default: what suits the kind, all where the time of a result travels with it.
 * @param maxAge How old a result may get before it expires instead of being sent, 1 second to 365 days. Default: 24 hours.
 * @param active Whether results are sent to it.
 * @param settings Settings of its kind by name, such as settings.encryption=14.
 */
record ServerProperties(
        @DefaultValue("nsca") String kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String nodeHostName,
        @Nullable String secret,
        @Nullable CatchUp catchUp,
        @Nullable Duration maxAge,
        @DefaultValue("true") boolean active,
        @DefaultValue Map<String, String> settings) {

    /** @throws IllegalArgumentException if a value is outside its limits; the message names the property */
    Server toServer(String name, String hostName, Collection<SenderFactory> factories) {
        String prefix = "nscacheck.servers." + name;
        if (host == null) {
            throw new IllegalArgumentException(prefix + ".host is not set");
        }
        Optional<SenderFactory> factory =
                factories.stream().filter(known -> known.kind().equals(kind)).findFirst();
        try {
            return Server.builder(name, kind)
                    .address(host)
                    .port(port == null ? factory.map(SenderFactory::defaultPort).orElse(Server.DEFAULT_PORT) : port)
                    .hostName(nodeHostName == null ? hostName : nodeHostName)
                    .settings(settings)
                    .secret(secret == null || secret.isEmpty() ? null : Secret.of(secret))
                    .active(active)
                    .catchUp(
                            catchUp == null
                                    ? factory.map(SenderFactory::defaultCatchUp).orElse(CatchUp.LATEST)
                                    : catchUp)
                    .maxAge(maxAge)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + ": " + e.getMessage(), e);
        }
    }

    /** Shows everything but the secret. */
    @Override
    public String toString() {
        return "ServerProperties[" + kind + "://" + host + (port == null ? "" : ":" + port) + "]";
    }
}
