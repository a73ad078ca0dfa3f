/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Compares a schema that somebody else made with what the statements of this version need. */
final class SchemaCheck {

    /** Grows with each migration. */
    private static final List<String> TABLES = List.of(
            "nsca_server", "nsca_check", "nsca_due", "nsca_target", "nsca_run", "nsca_delivery", "nsca_server_lease");

    private SchemaCheck() {}

    /** @throws IllegalStateException if a table is missing; the message names all that are */
    static void requireTables(DataSource dataSource, String schema) {
        List<String> missing = new ArrayList<>(TABLES);
        missing.removeAll(new Database(dataSource, schema)
                .inTransaction(connection -> Database.query(
                        connection,
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = ?",
                        row -> row.text("table_name"),
                        schema)));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the schema '" + schema + "' lacks " + String.join(", ", missing)
                    + ": let an administrator apply sql/postgresql/schema.sql, or the migrations since the last version,"
                    + " or set nscacheck.schema-mode=migrate");
        }
    }
}
