/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nscacheck.cli.monitor.MonitorConfig;
import org.nscacheck.cli.monitor.MonitoredService;
import org.nscacheck.cli.monitor.OverCTarget;
import org.nscacheck.fields.YamlText;
import org.nscacheck.overc.BasicLogin;
import org.nscacheck.server.Server;

/**
 * The configuration of {@code overcli monitor} as properties of an application: its servers, and its plugins as checks. The key is
 * not taken over: its place is the environment.
 */
public final class OverCImport {

    private final MonitorConfig config;
    private final List<String> notes = new ArrayList<>();

    private OverCImport(MonitorConfig config) {
        this.config = config;
    }

    /** Turns a configuration into properties. */
    public static Imported of(MonitorConfig config) {
        return new OverCImport(config).imported();
    }

    private Imported imported() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("servers", servers());
        root.put("plugins", plugins());
        return new Imported(YamlText.write(Map.of("nscacheck", root)), notes);
    }

    private Map<String, Object> servers() {
        Map<String, Object> servers = new LinkedHashMap<>();
        OverCTarget overc = config.overc();
        if (overc != null) {
            servers.put("overc", overc(overc));
        }
        for (Server server : config.servers()) {
            String name = PropertyNames.ofServer(server.name(), "server", servers.keySet());
            Map<String, Object> properties =
                    properties(server.kind(), server.address(), server.port(), server.hostName());
            properties.put("settings", server.settings());
            servers.put(name, properties);
            if (server.secret() != null) {
                noteSecret(name, "the password");
            }
        }
        return servers;
    }

    private Map<String, Object> overc(OverCTarget target) {
        URI base = target.settings().base();
        boolean tls = "https".equals(base.getScheme());
        int byScheme = tls ? 443 : 80;
        Map<String, Object> properties = properties(
                "overc",
                base.getHost(),
                base.getPort() < 0 ? byScheme : base.getPort(),
                target.identification().name());
        Map<String, Object> settings = new LinkedHashMap<>();
        if (tls) {
            settings.put("tls", true);
        }
        if (!base.getRawPath().isEmpty()) {
            settings.put("path", base.getRawPath());
        }
        settings.put("performance-data", true);
        BasicLogin login = target.settings().login();
        if (login != null) {
            settings.put("user", login.user());
        }
        properties.put("settings", settings);
        noteSecret("overc", login == null ? "the key" : "the password of " + login.user() + ", a blank and the key");
        return properties;
    }

    private static Map<String, Object> properties(String kind, String host, int port, String node) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("kind", kind);
        properties.put("host", host);
        properties.put("port", port);
        properties.put("node-host-name", node);
        return properties;
    }

    private void noteSecret(String server, String what) {
        notes.add(what + " of server " + server + " is not taken over: set the environment variable "
                + PropertyNames.secretVariable(server) + ", and nscacheck.secrets.key for storing it");
    }

    private Map<String, Object> plugins() {
        Map<String, Object> commands = new LinkedHashMap<>();
        Set<String> folders = new LinkedHashSet<>();
        for (MonitoredService service : config.services()) {
            commands.put(PropertyNames.of(service.name(), "service", commands.keySet()), command(service, folders));
        }
        Map<String, Object> plugins = new LinkedHashMap<>();
        if (!folders.isEmpty()) {
            plugins.put("folders", List.copyOf(folders));
        }
        plugins.put("commands", commands);
        notes.add("plugins run in an empty folder of their own here, not in " + config.directory()
                + ": give them absolute paths of what they read");
        return plugins;
    }

    private Map<String, Object> command(MonitoredService service, Set<String> folders) {
        String program = service.command().get(0);
        Map<String, Object> command = new LinkedHashMap<>();
        if (program.contains("/")) {
            Path path = config.directory().resolve(program).normalize();
            folders.add(String.valueOf(path.getParent()));
            command.put("executable", path.toString());
        } else {
            command.put("executable", program);
            notes.add("[service:" + service.name() + "] calls '" + program
                    + "' by its name: add the folder that it lies in to nscacheck.plugins.folders. A folder of all programs"
                    + " lets administrators run each of them");
        }
        command.put(
                "arguments",
                service.command().subList(1, service.command().size()).stream()
                        .map(argument -> argument.replace("$", "$$"))
                        .toList());
        command.put("service", service.name());
        Duration interval = service.interval(config.margin());
        command.put("every", interval.toSeconds() + "s");
        command.put("timeout", service.timeout().toSeconds() + "s");
        return command;
    }
}
