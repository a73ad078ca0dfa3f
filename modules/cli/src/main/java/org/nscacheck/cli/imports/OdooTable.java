/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A CSV file that Odoo has exported: with the technical names of fields, as for a later import, or with their English labels.
 *
 * @param rows values by technical names of fields
 * @param unknown columns of which nothing is known
 */
record OdooTable(List<Map<String, String>> rows, Set<String> unknown) {

    static final String HOST = "name";
    static final String PORT = "port";
    static final String PASSWORD = "password";
    static final String METHOD = "encryption_method";
    static final String NODE = "node_hostname";
    static final String SERVER = "server_id";
    static final String SERVICE = "service";
    static final String MODEL = "nsca_model";
    static final String FUNCTION = "nsca_function";
    static final String ARGUMENTS = "nsca_args";
    static final String VOID = "allow_void_result";
    static final String NUMBER = "interval_number";
    static final String UNIT = "interval_type";
    static final String ACTIVE = "active";
    static final String USER = "user_id";

    private static final Map<String, String> FIELDS = fields();
    /** Of the scheduler's record, and computed ones: they mean nothing here. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "id",
            "external id",
            "cron_id",
            "cron",
            "nextcall",
            "next execution date",
            "priority",
            "numbercall",
            "number of calls",
            "doall",
            "repeat missed",
            "config_dir_path",
            "configuration directory",
            "config_file_path",
            "configuration file",
            "check_ids",
            "checks",
            "check_count",
            "check count",
            "model_id",
            "state",
            "code",
            "display_name",
            "display name",
            "lastcall",
            "last execution date");

    private static Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        for (String field : List.of(
                HOST, PORT, PASSWORD, METHOD, NODE, SERVER, SERVICE, MODEL, FUNCTION, ARGUMENTS, VOID, NUMBER, UNIT,
                ACTIVE, USER)) {
            fields.put(field, field);
        }
        fields.put("hostname", HOST);
        fields.put("encryption method", METHOD);
        fields.put("hostname of this node", NODE);
        fields.put("server", SERVER);
        fields.put("server_id/name", SERVER);
        fields.put("server/hostname", SERVER);
        fields.put("model", MODEL);
        fields.put("method", FUNCTION);
        fields.put("arguments", ARGUMENTS);
        fields.put("allow void result", VOID);
        fields.put("interval number", NUMBER);
        fields.put("execute every", NUMBER);
        fields.put("interval unit", UNIT);
        fields.put("user", USER);
        fields.put("scheduler user", USER);
        return fields;
    }

    static OdooTable read(String csv) {
        List<List<String>> lines = Csv.read(csv);
        List<Map<String, String>> rows = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        if (lines.isEmpty()) {
            return new OdooTable(rows, unknown);
        }
        List<String> header = lines.get(0);
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
                String column = header.get(i).strip().toLowerCase(Locale.ROOT);
                String field = FIELDS.get(column);
                if (field != null) {
                    row.putIfAbsent(field, line.get(i).strip());
                } else if (!WITHOUT_MEANING.contains(column) && !column.startsWith("cron_id/")) {
                    unknown.add(header.get(i).strip());
                }
            }
            rows.add(row);
        }
        return new OdooTable(rows, unknown);
    }

    /** Returns whether it has checks rather than servers. */
    boolean hasChecks() {
        return rows.stream().anyMatch(row -> row.containsKey(SERVICE));
    }

    boolean hasServers() {
        return rows.stream().anyMatch(row -> row.containsKey(NODE) || row.containsKey(METHOD));
    }
}
