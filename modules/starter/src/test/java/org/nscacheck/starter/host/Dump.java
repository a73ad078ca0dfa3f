/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What a host has: its beans by name and type, and what is in its database. Ours are left out. */
record Dump(SortedMap<String, String> beans, List<String> catalog) {

    private static final Pattern OURS = Pattern.compile("org\\.nscacheck\\.(?!starter\\.host\\.).*");

    private static final List<String> CATALOG = List.of(
            "SELECT 'column', table_schema, table_name, column_name, data_type, is_nullable, column_default"
                    + " FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')",
            "SELECT 'constraint', n.nspname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c"
                    + " JOIN pg_namespace n ON n.oid = c.connamespace"
                    + " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')",
            "SELECT 'index', schemaname, tablename, indexdef FROM pg_indexes"
                    + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
            "SELECT 'function', n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                    + " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')",
            "SELECT 'schema', nspname FROM pg_namespace WHERE nspname !~ '^pg_'");

    static Dump of(ConfigurableApplicationContext context, DataSource... dataSources) {
        SortedMap<String, String> beans = new TreeMap<>();
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name, false);
            String plain = type == null
                    ? "null"
                    : type.getName().replaceAll("\\$\\$.*", "").replaceAll("Proxy\\d+", "Proxy");
            if (!OURS.matcher(plain).matches()) {
                beans.put(name, plain);
            }
        }
        List<String> catalog = new ArrayList<>();
        for (DataSource dataSource : dataSources) {
            catalog.addAll(catalog(dataSource));
        }
        return new Dump(beans, catalog);
    }

    static List<String> catalog(DataSource dataSource) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : CATALOG) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        List<String> line = new ArrayList<>();
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            line.add(String.valueOf(rows.getString(i)));
                        }
                        if (!line.get(1).equals("nscacheck")) {
                            lines.add(String.join(" ", line));
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        lines.sort(null);
        return lines;
    }

    /** Asserts that the host with us is the host without us; an empty comparison proves nothing. */
    void assertSameAs(Dump without) {
        assertThat(without.beans).hasSizeGreaterThan(5);
        assertThat(without.catalog).isNotEmpty();
        assertThat(beans).isEqualTo(without.beans);
        assertThat(catalog).isEqualTo(without.catalog);
    }
}
