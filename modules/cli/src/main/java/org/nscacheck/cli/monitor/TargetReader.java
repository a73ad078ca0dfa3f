/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nscacheck.cli.ini.IniFile;
import org.nscacheck.schedule.Durations;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * Reads a section {@code [target:NAME]}: kind (nsca, nsca-ng or overc), address, port, host, secret-file, max-age, catch-up, and the
 * settings of that kind of server by their names, such as {@code encryption} or {@code config-file}.
 */
final class TargetReader {

    private static final Set<String> OWN =
            Set.of("kind", "address", "port", "host", "secret-file", "max-age", "catch-up");

    private final Path file;
    private final IniFile.Section section;
    private final String host;
    private final List<String> faults;
    private final SectionValues values;

    TargetReader(Path file, IniFile.Section section, String host, List<String> faults, SectionValues values) {
        this.file = file;
        this.section = section;
        this.host = host;
        this.faults = faults;
        this.values = values;
    }

    Optional<Server> read() {
        String name = section.name().substring(section.name().indexOf(':') + 1).strip();
        String kind = section.value("kind").orElse("nsca");
        SenderFactory factory = Targets.factory(kind).orElse(null);
        if (factory == null) {
            values.fault(
                    "the kind '" + Names.shortened(kind) + "' is not one of " + String.join(", ", Targets.kinds()));
            return Optional.empty();
        }
        try {
            Server server = Server.builder(Targets.id(name), name, kind)
                    .address(section.value("address").orElse("127.0.0.1"))
                    .port(port(factory))
                    .hostName(section.value("host").orElse(host))
                    .settings(settings(factory))
                    .secret(secret())
                    .catchUp(catchUp())
                    .maxAge(section.value("max-age").map(Durations::parse).orElse(null))
                    .build();
            factory.validate(server).forEach(values::fault);
            return Optional.of(server);
        } catch (IllegalArgumentException e) {
            values.fault(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private int port(SenderFactory factory) {
        String text = section.value("port").orElse(String.valueOf(factory.defaultPort()));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the port '" + text + "' is not a number", e);
        }
    }

    private CatchUp catchUp() {
        String text = section.value("catch-up").orElse("all").toUpperCase(Locale.ROOT);
        try {
            return CatchUp.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("catch-up '" + text + "' is not all, changes or latest", e);
        }
    }

    private @Nullable Secret secret() {
        Optional<String> secretFile = section.value("secret-file");
        return secretFile.isPresent() ? SecretFile.read(file, secretFile.get(), faults) : null;
    }

    private Map<String, String> settings(SenderFactory factory) {
        Map<String, String> settings = new HashMap<>();
        Set<String> known = new TreeSet<>(OWN);
        factory.settings().forEach(setting -> known.add(setting.name()));
        values.warnOfOthers(known);
        for (IniFile.Entry entry : section.entries()) {
            if (known.contains(entry.key()) && !OWN.contains(entry.key())) {
                settings.put(entry.key(), entry.value());
            }
        }
        return settings;
    }
}
