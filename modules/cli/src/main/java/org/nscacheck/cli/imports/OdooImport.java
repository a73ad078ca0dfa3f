/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nscacheck.fields.YamlText;
import org.nscacheck.nsca.Encryption;

/**
 * Servers and checks of Odoo's module {@code nsca_client}, exported as CSV. Passwords are not taken over: their place is the
 * environment. The method of a check is Python and has to be written anew; its key here is its model and name.
 */
public final class OdooImport {

    private static final Map<String, String> UNITS =
            Map.of("minutes", "m", "hours", "h", "days", "d", "work_days", "d", "weeks", "w", "months", "mo");
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "x");

    private final Map<String, Map<String, Object>> servers = new LinkedHashMap<>();
    private final Map<String, String> serverByHost = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> checks = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private OdooImport() {}

    /**
     * Reads exported files, of servers or of checks, in any order.
     *
     * @throws IllegalArgumentException if one is neither
     */
    public static Imported of(List<String> files) {
        OdooImport all = new OdooImport();
        List<OdooTable> tables = files.stream().map(OdooTable::read).toList();
        for (OdooTable table : tables) {
            if (!table.hasServers() && !table.hasChecks()) {
                throw new IllegalArgumentException(
                        "a file has no column of servers (node_hostname, encryption_method) or"
                                + " of checks (service): export nsca.server and nsca.check with these");
            }
            table.unknown().forEach(column -> all.notes.add("column '" + column + "' is not known, left out"));
        }
        tables.stream().filter(OdooTable::hasServers).forEach(table -> table.rows()
                .forEach(all::server));
        tables.stream().filter(OdooTable::hasChecks).forEach(table -> table.rows()
                .forEach(all::check));
        return all.imported();
    }

    private Imported imported() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("servers", servers);
        root.put("checks", checks);
        return new Imported(YamlText.write(Map.of("nscacheck", root)), notes);
    }

    private void server(Map<String, String> row) {
        String host = row.getOrDefault(OdooTable.HOST, "");
        if (host.isEmpty()) {
            return; // A further line of the one before, for its checks.
        }
        String name = PropertyNames.ofServer(host, "nagios", servers.keySet());
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("host", host);
        server.put("port", number(row.getOrDefault(OdooTable.PORT, "5667"), "the port of server " + host));
        String node = row.getOrDefault(OdooTable.NODE, "");
        if (node.isEmpty()) {
            notes.add("server " + host + " has no hostname of this node: set nscacheck.servers." + name
                    + ".node-host-name");
        } else {
            server.put("node-host-name", node);
        }
        if (!row.getOrDefault(OdooTable.PASSWORD, "").isEmpty()) {
            notes.add("the password of server " + host + " is not taken over: set the environment variable "
                    + PropertyNames.secretVariable(name) + ", and nscacheck.secrets.key for storing it");
        }
        server.put("settings", settings(host, row.getOrDefault(OdooTable.METHOD, "1")));
        servers.put(name, server);
        serverByHost.put(host, name);
    }

    private Object number(String text, String what) {
        String plain = text.replace(",", "").replace(".", "");
        if (plain.matches("\\d{1,5}")) {
            return Integer.valueOf(plain);
        }
        notes.add(what + " is '" + text + "', which is no number");
        return text;
    }

    /** The export has the number, or the number with its name. */
    private Map<String, Object> settings(String host, String method) {
        String number = method.strip().split("\\D", 2)[0];
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("encryption", number.isEmpty() ? method : Integer.valueOf(number));
        Optional<Encryption> encryption =
                number.isEmpty() ? Optional.empty() : Encryption.ofNumber(Integer.parseInt(number));
        if (encryption.isEmpty()) {
            notes.add("the encryption method of server " + host + " is '" + method + "', which there is not");
        } else {
            encryption.get().whyNotNative().ifPresent(why -> {
                settings.put("transport", "program");
                notes.add("server " + host + " uses encryption " + number + ", which no daemon of Debian can use: "
                        + why + ". It is sent with the program send_nsca as before; better choose 14 on both sides");
            });
        }
        return settings;
    }

    private void check(Map<String, String> row) {
        String service = row.getOrDefault(OdooTable.SERVICE, "");
        if (service.isEmpty()) {
            return;
        }
        String model = row.getOrDefault(OdooTable.MODEL, "");
        String function = row.getOrDefault(OdooTable.FUNCTION, "");
        if (model.isEmpty() || function.isEmpty()) {
            notes.add("check '" + service + "' names no model or no method, so nothing is known to call; left out");
            return;
        }
        String key = (model + "." + function).replaceAll("[^A-Za-z0-9._-]", "-");
        if (checks.containsKey(key)) {
            notes.add("check '" + service + "' calls " + model + "." + function
                    + " as another one does: properties have room"
                    + " for one check of a method, add this one on the screens");
            return;
        }
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("service", service);
        interval(row, service).ifPresent(every -> check.put("every", every));
        serverOf(row, service).ifPresent(server -> check.put("servers", server));
        if (row.containsKey(OdooTable.ACTIVE)) {
            check.put("active", isTrue(row, OdooTable.ACTIVE));
        }
        if (isTrue(row, OdooTable.VOID)) {
            check.put("allow-void", true);
        }
        check.put("arguments", arguments(row, service));
        checks.put(key, check);
        noteMethod(model, function, service, key);
        if (!row.getOrDefault(OdooTable.USER, "").isEmpty()) {
            notes.add("check '" + service + "' ran as the user '" + row.get(OdooTable.USER)
                    + "': here it runs with the rights of its own code");
        }
    }

    private void noteMethod(String model, String function, String service, String key) {
        if (model.equals("nsca.server") && function.equals("current_status")) {
            notes.add("check '" + service
                    + "' shows processor, memory and users: instead of a method take the built-in checks"
                    + " nscacheck.cpu, nscacheck.memory and nscacheck.signed-in-users");
        } else {
            notes.add("check '" + service + "' needs its method " + model + "." + function
                    + " in Java: write one with @NscaCheck(key = \"" + key + "\", service = \"" + service + "\")");
        }
    }

    private static boolean isTrue(Map<String, String> row, String field) {
        return TRUE.contains(row.getOrDefault(field, "").toLowerCase(Locale.ROOT));
    }

    private Optional<String> interval(Map<String, String> row, String service) {
        String number = row.getOrDefault(OdooTable.NUMBER, "");
        String unit = row.getOrDefault(OdooTable.UNIT, "minutes").toLowerCase(Locale.ROOT);
        String symbol = UNITS.get(unit);
        if (number.isEmpty()) {
            return Optional.of("10m"); // The module's default.
        }
        if (symbol == null || !number.matches("[1-9]\\d{0,3}")) {
            notes.add("check '" + service + "' runs every '" + number + " " + unit
                    + "', which is no interval here; it runs every 10 minutes now");
            return Optional.of("10m");
        }
        if (unit.equals("work_days")) {
            notes.add("check '" + service + "' ran on working days: days now; set cron for working days only");
        }
        return Optional.of(number + symbol);
    }

    private Optional<List<String>> serverOf(Map<String, String> row, String service) {
        String host = row.getOrDefault(OdooTable.SERVER, "");
        String name = serverByHost.get(host);
        if (name == null) {
            notes.add("check '" + service + "' reports to the server '" + host
                    + "', which is not among the exported ones; it reports to all servers now");
            return Optional.empty();
        }
        return Optional.of(List.of(name));
    }

    private Map<String, String> arguments(Map<String, String> row, String service) {
        String text = row.getOrDefault(OdooTable.ARGUMENTS, "");
        PythonArguments arguments = PythonArguments.read(text);
        arguments
                .others()
                .forEach(argument -> notes.add("check '" + service + "' has the argument '" + argument
                        + "', which is positional or Python code; nothing is evaluated here: give the parameter in Java a name and"
                        + " a default, or set nscacheck.checks[...].arguments"));
        return arguments.named();
    }
}
