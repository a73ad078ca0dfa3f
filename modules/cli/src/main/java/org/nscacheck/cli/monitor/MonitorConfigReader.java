/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.cli.ini.IniException;
import org.nscacheck.cli.ini.IniFile;
import org.nscacheck.cli.ini.IniFile.Section;
import org.nscacheck.overc.Identification;
import org.nscacheck.overc.OverCClientSettings;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/**
 * Reads the file of {@code overcli monitor} and what we have added to it. A section {@code [overc]} has server, my-name and my-key; a
 * section {@code [service:NAME]} period, command and max-lag, and here timeout; a section {@code [nscacheck]}, which {@code overcli}
 * leaves alone, margin, threads, host and key-file; a section {@code [target:NAME]} is read by {@link TargetReader}. Other keys are
 * named and left alone; other sections with a colon are faults, as there.
 */
public final class MonitorConfigReader {

    private static final Set<String> OVERC = Set.of("server", "my-name", "my-key");
    private static final Set<String> OWN = Set.of("margin", "threads", "host", "key-file");
    private static final String SERVICE_PREFIX = "service:";
    private static final String TARGET_PREFIX = "target:";

    private final Path file;
    private final MonitorOptions options;
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public MonitorConfigReader(Path file, MonitorOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Returns what was read and has no meaning, a sentence for each. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** @throws MonitorFaults if the file cannot be read or has faults */
    public MonitorConfig read() throws MonitorFaults {
        IniFile ini = parse();
        Section overc = merged(ini, "overc", OVERC);
        Section own = merged(ini, "nscacheck", OWN);
        String id = options.overcId() == null ? "" : options.overcId();
        String name = id.isEmpty() ? overc.value("my-name").orElse("") : id.split(":", 2)[0];
        String host = own.value("host").orElse(name.isEmpty() ? hostName() : name);
        List<MonitoredService> services = new ArrayList<>();
        List<Server> servers = new ArrayList<>(options.servers());
        for (Section section : ini.sections()) {
            if (section.name().startsWith(SERVICE_PREFIX)) {
                String service =
                        section.name().substring(SERVICE_PREFIX.length()).strip();
                new ServiceReader(service, values(section)).read().ifPresent(services::add);
            } else if (section.name().startsWith(TARGET_PREFIX)) {
                new TargetReader(file, section, host, faults, values(section))
                        .read()
                        .ifPresent(servers::add);
            } else if (section.name().contains(":")) {
                faults.add(file + ", line " + section.line() + ": unknown section [" + section.name()
                        + "]: write [service:NAME]" + " or [target:NAME]");
            }
        }
        requireDistinct(services);
        OverCTarget target = overc(overc, own, id);
        requireSomething(services, servers, target);
        double margin = options.margin() != null
                ? options.margin()
                : values(own).value("margin", Double::valueOf, MonitorConfig.DEFAULT_MARGIN);
        int threads = options.threads() != null
                ? options.threads()
                : values(own).value("threads", Integer::valueOf, MonitorConfig.DEFAULT_THREADS);
        requireLimits(host, margin, threads);
        if (!faults.isEmpty()) {
            throw new MonitorFaults(faults);
        }
        Path directory = file.toAbsolutePath().normalize().getParent();
        return new MonitorConfig(
                directory == null ? Path.of("/") : directory, host, target, servers, services, margin, threads);
    }

    private IniFile parse() throws MonitorFaults {
        try {
            return IniFile.parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new MonitorFaults(List.of("the configuration " + file + " does not exist"));
        } catch (IOException e) {
            throw new MonitorFaults(List.of("the configuration " + file + " cannot be read: " + e.getMessage()));
        } catch (IniException e) {
            throw new MonitorFaults(List.of(file + ", " + e.getMessage()));
        }
    }

    /** A section that stands twice counts as one. */
    private Section merged(IniFile ini, String name, Set<String> known) {
        List<IniFile.Entry> entries = new ArrayList<>();
        ini.named(name).forEach(section -> entries.addAll(section.entries()));
        Section merged = new Section(name, 1, entries);
        values(merged).warnOfOthers(known);
        return merged;
    }

    private SectionValues values(Section section) {
        return new SectionValues(file, section, faults, warnings);
    }

    private void requireDistinct(List<MonitoredService> services) {
        Set<String> names = new LinkedHashSet<>();
        services.stream()
                .filter(service -> !names.add(service.name()))
                .forEach(service -> faults.add(file + ": the service '" + service.name() + "' stands there twice"));
    }

    private @Nullable OverCTarget overc(Section section, Section own, String id) {
        String url = options.overcUrl() == null ? section.value("server").orElse("") : options.overcUrl();
        if (url.isBlank()) {
            return null;
        }
        String name = id.isEmpty() ? section.value("my-name").orElse("") : id.split(":", 2)[0];
        Secret key = key(section, own, id);
        if (name.isBlank() || key == null) {
            faults.add(
                    file + ": OverC needs a name and a key: [overc] with my-name and my-key, or -i NAME with the key in"
                            + " the environment or in a file");
            return null;
        }
        try {
            return new OverCTarget(OverCClientSettings.of(url), new Identification(name, key));
        } catch (IllegalArgumentException e) {
            faults.add(file + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable Secret key(Section section, Section own, String id) {
        if (options.overcKey() != null) {
            return Secret.of(options.overcKey());
        }
        if (id.contains(":")) {
            return Secret.of(id.split(":", 2)[1]);
        }
        Optional<String> keyFile = own.value("key-file");
        if (keyFile.isPresent()) {
            return SecretFile.read(file, keyFile.get(), faults);
        }
        return section.value("my-key").map(Secret::of).orElse(null);
    }

    private void requireSomething(List<MonitoredService> services, List<Server> servers, @Nullable OverCTarget target) {
        if (services.isEmpty() && faults.isEmpty()) {
            faults.add(file + ": there is no section [service:NAME], so nothing would run");
        }
        if (target == null && servers.isEmpty() && faults.isEmpty()) {
            faults.add(
                    file + ": nothing says where results go: [overc] with server, -s URL, or a section [target:NAME]");
        }
    }

    private void requireLimits(String host, double margin, int threads) {
        try {
            Names.requireHost(host);
        } catch (RefusedException e) {
            faults.add(file + ": " + e.getMessage());
        }
        if (!(margin > 0 && margin <= 1)) {
            faults.add(file + ": the margin " + margin + " is not above 0 and at most 1");
        }
        if (threads < 1) {
            faults.add(file + ": threads " + threads + " must be 1 or more");
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
