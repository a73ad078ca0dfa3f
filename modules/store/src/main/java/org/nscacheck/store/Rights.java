/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the user of the data source may do with tables that an administrator made. */
final class Rights {

    /* A partition is reached through its table, whose rights are asked for. */
    private static final String MISSING = """
            SELECT c.relname AS name, r.privilege, quote_ident(current_user) AS grantee
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS r(privilege, place)
            WHERE n.nspname = ? AND c.relname LIKE 'nsca\\_%' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND NOT has_table_privilege(c.oid, r.privilege)
            ORDER BY c.relname, r.place""";

    private static final int MOST_NAMED = 5;

    private final Database database;
    private final String schema;

    Rights(Database database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    private record Missing(String table, String right, String user) {}

    /** @throws SchemaException if a right is missing; the message names tables and rights, and the statements that help */
    void require() {
        List<Missing> missing = database.read(
                MISSING, row -> new Missing(row.text("name"), row.text("privilege"), row.text("grantee")), schema);
        if (missing.isEmpty()) {
            return;
        }
        Map<String, List<String>> byTable = new TreeMap<>();
        missing.forEach(right -> byTable.computeIfAbsent(right.table(), table -> new ArrayList<>())
                .add(right.right()));
        List<String> named = byTable.entrySet().stream()
                .limit(MOST_NAMED)
                .map(table -> String.join(", ", table.getValue()) + " on " + schema + "." + table.getKey())
                .toList();
        String user = missing.get(0).user();
        throw new SchemaException("the user " + user + " lacks the right to " + String.join("; ", named)
                + (byTable.size() > MOST_NAMED
                        ? "; and more on " + (byTable.size() - MOST_NAMED) + " other tables"
                        : "")
                + "\nLet an administrator run"
                + "\n    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA " + schema + " TO " + user + ";");
    }
}
