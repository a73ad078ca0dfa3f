/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.Purpose;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** Between a server and the form for it. The secret goes in and never comes out. */
final class ServerForm {

    /** Field names of settings of the kind begin so. */
    static final String SETTING = "setting.";

    /** Stands in for the address of what is on the same machine. */
    private static final String HERE = "localhost";

    private ServerForm() {}

    static Form empty(SenderFactory factory) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("port", List.of(String.valueOf(factory.defaultPort())));
        values.put("active", List.of("true"));
        values.put("catch-up", List.of(factory.defaultCatchUp().name()));
        for (Setting setting : factory.settings()) {
            values.put(SETTING + setting.name(), List.of(setting.options().isEmpty() ? "" : setting.defaultValue()));
        }
        return Form.showing(values);
    }

    static Form of(Server server, SenderFactory factory) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        values.put("name", List.of(server.name()));
        values.put("host", List.of(server.address()));
        values.put("port", List.of(String.valueOf(server.port())));
        values.put("node-host-name", List.of(server.hostName()));
        values.put("catch-up", List.of(server.catchUp().name()));
        if (server.maxAge() != null) {
            values.put("max-age", List.of(Durations.text(server.maxAge())));
        }
        if (server.active()) {
            values.put("active", List.of("true"));
        }
        for (Setting setting : factory.settings()) {
            values.put(
                    SETTING + setting.name(),
                    List.of(server.setting(setting.name()).orElse("")));
        }
        return Form.showing(values);
    }

    /** Returns what each menu of the form offers, by the name of its field; what is not set stays so unless it is chosen. */
    static Map<String, List<Setting.Option>> choices(Form form, List<Setting> known) {
        Map<String, List<Setting.Option>> choices = new HashMap<>();
        for (Setting setting : known) {
            if (!setting.options().isEmpty()) {
                List<Setting.Option> options = new ArrayList<>(setting.options());
                if (form.text(SETTING + setting.name()).isEmpty()) {
                    options.add(0, byDefault(setting));
                }
                choices.put(SETTING + setting.name(), options);
            }
        }
        choices.put(
                "catch-up",
                List.of(
                        new Setting.Option(CatchUp.LATEST.name(), "send the latest result of each service"),
                        new Setting.Option(CatchUp.CHANGES.name(), "send changes of state, then the latest"),
                        new Setting.Option(CatchUp.ALL.name(), "send all results")));
        return choices;
    }

    private static Setting.Option byDefault(Setting setting) {
        return new Setting.Option(
                "",
                "by default: "
                        + setting.options().stream()
                                .filter(option -> option.value().equals(setting.defaultValue()))
                                .map(Setting.Option::label)
                                .findFirst()
                                .orElse(setting.defaultValue()));
    }

    /** Returns the server that was typed, or nothing if it has faults, which are noted in the form then. */
    static Optional<Server> read(Form form, SenderFactory factory, ServerId id, int version) {
        form.requireOptions(choices(form, factory.settings()));
        String name = form.required("name", "The name");
        String address = factory.hasAddress() ? form.required("host", "The address") : HERE;
        Integer port = factory.hasAddress() ? requiredPort(form) : Integer.valueOf(factory.defaultPort());
        String hostName = form.required("node-host-name", "The host name of this application");
        form.read("node-host-name", Names::requireHost);
        Duration maxAge = form.read("max-age", ServerForm::maxAge);
        if (form.isFaulty() || port == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Server.builder(id, name, factory.kind())
                    .address(address)
                    .port(port)
                    .hostName(hostName)
                    .settings(settings(form, factory.settings()))
                    .active(form.has("active", "true"))
                    .catchUp(catchUp(form, factory))
                    .maxAge(maxAge)
                    .version(version)
                    .build());
        } catch (RefusedException e) {
            form.fault("", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static @Nullable Integer requiredPort(Form form) {
        Integer port = form.read("port", ServerForm::port);
        if (port == null && form.text("port").isEmpty()) {
            form.fault("port", "The port must be filled in; the NSCA daemon's is " + Server.DEFAULT_PORT + ".");
        }
        return port;
    }

    /** A notification is no state that a later one takes the place of: each is told. */
    private static CatchUp catchUp(Form form, SenderFactory factory) {
        if (factory.purpose() == Purpose.NOTIFICATIONS) {
            return CatchUp.ALL;
        }
        CatchUp typed = form.read("catch-up", text -> CatchUp.valueOf(text.toUpperCase(Locale.ROOT)));
        return typed == null ? CatchUp.LATEST : typed;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new RefusedException("'" + text + "' is not a number: a port is 1 to 65535", e);
        }
        throw new RefusedException("port " + text + " is outside 1 to 65535");
    }

    private static Duration maxAge(String text) {
        Duration maxAge = Durations.parse(text);
        if (maxAge.compareTo(Server.MIN_MAX_AGE) < 0 || maxAge.compareTo(Server.MAX_MAX_AGE) > 0) {
            throw new RefusedException("'" + text + "' is outside 1s to 365d");
        }
        return maxAge;
    }

    private static Map<String, String> settings(Form form, List<Setting> known) {
        Map<String, String> settings = new HashMap<>();
        for (Setting setting : known) {
            form.given(SETTING + setting.name()).ifPresent(value -> settings.put(setting.name(), value));
        }
        return settings;
    }

    /**
     * Returns what becomes of the password. One is taken as it was typed: blanks may be part of it. Where none can be used, one that was
     * stored is removed.
     */
    static SecretChange secret(Form form, SenderFactory factory) {
        if (!factory.hasSecret()) {
            return SecretChange.REMOVE;
        }
        String typed = form.all("secret").stream().findFirst().orElse("");
        if (!typed.isEmpty()) {
            return SecretChange.set(Secret.of(typed));
        }
        return form.has("remove-secret", "true") ? SecretChange.REMOVE : SecretChange.KEEP;
    }
}
