/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** Reads a server or notifier. Its secret goes in and never comes out. */
final class ConfigurationBody {

    /** Stands in for the address of what is on the same machine, as on the screens. */
    private static final String HERE = "localhost";

    private static final String SETTING = "setting.";

    /** What the services call fields after the form, and the API after its own objects. */
    private static final Map<String, String> FIELDS = Map.of(
            "host", "configuration.address",
            "port", "configuration.port",
            "node-host-name", "configuration.hostName",
            "max-age", "configuration.maxAge");

    private ConfigurationBody() {}

    /** @param version the version that this is a change of */
    static Server read(Body body, SenderFactory factory, ServerId id, int version) {
        Body given = body.object("configuration");
        Body configuration = given == null ? new Body("configuration.", Map.of()) : given;
        configuration.only("address", "port", "hostName", "settings", "active", "catchUp", "maxAge");
        try {
            return Server.builder(id, body.required("name"), factory.kind())
                    .address(factory.hasAddress() ? configuration.required("address") : HERE)
                    .port(
                            factory.hasAddress()
                                    ? configuration.number("port", factory.defaultPort())
                                    : factory.defaultPort())
                    .hostName(hostName(configuration))
                    .settings(configuration.texts("settings"))
                    .active(configuration.flag("active", true))
                    .catchUp(catchUp(configuration, factory))
                    .maxAge(configuration.read("maxAge", Durations::parse))
                    .version(version)
                    .build();
        } catch (InvalidFieldException e) {
            throw placed(e);
        }
    }

    private static String hostName(Body configuration) {
        configuration.read("hostName", Names::requireHost);
        return configuration.required("hostName");
    }

    /** A notification is no state that a later one takes the place of: each is told. */
    private static CatchUp catchUp(Body configuration, SenderFactory factory) {
        @Nullable CatchUp given = configuration.word("catchUp", CatchUp.class);
        return factory.purpose() == Purpose.NOTIFICATIONS
                ? CatchUp.ALL
                : Objects.requireNonNullElse(given, factory.defaultCatchUp());
    }

    /** Returns what becomes of the secret: what is not sent stays, and an empty one is removed. */
    static SecretChange secret(Body body, SenderFactory factory) {
        String text = body.text("secret");
        if (factory.hasSecret()) {
            return text == null ? SecretChange.KEEP : SecretChange.declaredBy(Secret.of(text));
        }
        if (text != null && !text.isEmpty()) {
            throw ApiException.field(
                    "secret", "servers of the kind " + factory.kind() + " have no secret: leave it out");
        }
        return SecretChange.REMOVE;
    }

    /** Returns the answer to what a service refused, with the name that its field has here. */
    static ApiException placed(InvalidFieldException e) {
        String field = e.field();
        String named = field.startsWith(SETTING)
                ? "configuration.settings." + field.substring(SETTING.length())
                : FIELDS.getOrDefault(field, field);
        return ApiException.field(named, String.valueOf(e.getMessage()));
    }
}
