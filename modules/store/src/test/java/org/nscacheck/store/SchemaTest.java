/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;

class SchemaTest {

    private static final List<String> CATALOG = List.of(
            "SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, is_identity"
                    + " FROM information_schema.columns WHERE table_schema = 'nscacheck'"
                    + " AND table_name <> 'nsca_schema_history'",
            "SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'nscacheck'::regnamespace AND conrelid::regclass::text !~ 'history'",
            "SELECT 'index', tablename, indexdef FROM pg_indexes"
                    + " WHERE schemaname = 'nscacheck' AND tablename <> 'nsca_schema_history'",
            "SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc"
                    + " WHERE pronamespace = 'nscacheck'::regnamespace",
            "SELECT 'storage', relname, relkind, reloptions::text, pg_get_partkeydef(oid),"
                    + " pg_get_expr(relpartbound, oid) FROM pg_class"
                    + " WHERE relnamespace = 'nscacheck'::regnamespace AND relname !~ 'history'",
            "SELECT 'without statistics', relname, attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " WHERE relnamespace = 'nscacheck'::regnamespace AND attnum > 0 AND attstattarget = 0",
            "SELECT 'comment', classoid::regclass::text, objoid::regclass::text, objsubid, description"
                    + " FROM pg_description WHERE classoid = 'pg_class'::regclass"
                    + " AND objoid IN (SELECT oid FROM pg_class WHERE relnamespace = 'nscacheck'::regnamespace)");

    private static NscaDatabase.Settings settings(NscaDatabase.SchemaMode mode) {
        return new NscaDatabase.Settings("nscacheck", mode, SecretCipher.withoutKeys());
    }

    @Test
    void theSchemaFileIsTheSumOfTheMigrations() throws Exception {
        try (TestDatabase migrated = TestPostgres.shared().newDatabase();
                TestDatabase byHand = TestPostgres.shared().newDatabase()) {
            NscaDatabase.open(migrated.dataSource(), settings(NscaDatabase.SchemaMode.MIGRATE))
                    .close();
            execute(
                    byHand.dataSource(),
                    "CREATE SCHEMA nscacheck; SET search_path = nscacheck;"
                            + Files.readString(Path.of("../../sql/postgresql/schema.sql")));

            List<String> catalog = catalog(migrated.dataSource());
            assertThat(catalog(byHand.dataSource())).isEqualTo(catalog);
            assertThat(catalog).hasSizeGreaterThan(100);
            NscaDatabase.open(byHand.dataSource(), settings(NscaDatabase.SchemaMode.VALIDATE))
                    .close();
        }
    }

    @Test
    void onlyComparesInValidateMode() {
        try (TestDatabase empty = TestPostgres.shared().newDatabase()) {
            assertThatThrownBy(() -> NscaDatabase.open(empty.dataSource(), settings(NscaDatabase.SchemaMode.VALIDATE)))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContainingAll("has no tables", "schema.sql", "nscacheck.schema-mode=migrate");
        }
    }

    @Test
    void namesTheVersionFoundAndTheVersionWanted() throws Exception {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            NscaDatabase.open(database.dataSource(), settings(NscaDatabase.SchemaMode.MIGRATE))
                    .close();
            execute(database.dataSource(), "UPDATE nscacheck.nsca_installation SET schema_version = 1");
            assertThatThrownBy(
                            () -> NscaDatabase.open(database.dataSource(), settings(NscaDatabase.SchemaMode.VALIDATE)))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContainingAll("version 1", "needs " + Schema.VERSION, "migrations/V002__");
            execute(database.dataSource(), "UPDATE nscacheck.nsca_installation SET schema_version = 99");
            for (NscaDatabase.SchemaMode mode : NscaDatabase.SchemaMode.values()) {
                assertThatThrownBy(() -> NscaDatabase.open(database.dataSource(), settings(mode)))
                        .isInstanceOf(SchemaException.class)
                        .hasMessageContainingAll("version 99", "up to " + Schema.VERSION, "newer release");
            }
        }
    }

    @Test
    void theVersionIsThatOfTheLatestMigration() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../../sql/postgresql/migrations"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .last(InstanceOfAssertFactories.STRING)
                    .startsWith("V%03d__".formatted(Schema.VERSION));
        }
        assertThat(Files.readString(Path.of("../../sql/postgresql/schema.sql")))
                .contains("INSERT INTO nsca_installation (schema_version) VALUES (" + Schema.VERSION + ")");
    }

    @Test
    void learnsTheKindOfAProblemFromTheSentencesOfOlderReleases() throws Exception {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            DataSource source = database.dataSource();
            execute(source, "CREATE SCHEMA nscacheck");
            migrate(source, 1, 11);
            execute(source, """
                    INSERT INTO nscacheck.nsca_server (id, name, kind, host, port, node_host_name, settings, active, catch_up, version)
                    VALUES (gen_random_uuid(), 'nagios', 'nsca', 'nagios', 5667, 'shop', '{}', true, 'ALL', 0);
                    INSERT INTO nscacheck.nsca_delivery (server_id, host, service, check_id, node, claim_no, status, changed,
                        message, long_output, perf_data, at, state, reason, created_at, ended_at)
                    SELECT s.id, 'shop', 'Mail', s.id, '', 1, 0, true, '', '', '{}', now(), r.state, r.reason, now(),
                        CASE WHEN r.state = 'SENT' THEN now() END
                    FROM nscacheck.nsca_server s, (VALUES ('WAITING', 'rejected: wrong password'), ('LEASED', 'refused: unknown'),
                        ('WAITING', 'the node that was sending it stopped or lost its database'),
                        ('WAITING', 'connection refused'), ('WAITING', ''), ('SENT', 'read to the end')) r (state, reason)""");
            migrate(source, 12, Schema.VERSION);

            assertThat(query(source, "SELECT reason, problem FROM nscacheck.nsca_delivery"))
                    .containsExactlyInAnyOrder(
                            "rejected: wrong password | REJECTED | ",
                            "refused: unknown | REFUSED | ",
                            "the node that was sending it stopped or lost its database | INTERRUPTED | ",
                            "connection refused | UNREACHABLE | ",
                            " | null | ",
                            "read to the end | null | ");
        }
    }

    @Test
    void makesTheMaximumAgeOfOlderReleasesAPartOfTheServerAndForgetsTheirPacing() throws Exception {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            DataSource source = database.dataSource();
            execute(source, "CREATE SCHEMA nscacheck");
            migrate(source, 1, 12);
            execute(source, """
                    INSERT INTO nscacheck.nsca_server (id, name, kind, host, port, node_host_name, settings, active, catch_up, version)
                    SELECT gen_random_uuid(), 's' || n, 'nsca', 'nagios', 5667, 'shop', settings::jsonb, true, 'ALL', 0
                    FROM (VALUES (1, '{"max-age-seconds": "3600", "encryption": "1"}'), (2, '{"max-age-seconds": "soon"}'),
                        (3, '{"max-age-seconds": "0"}'), (4, '{"encryption": "1", "pacing-micros": "45"}')) v (n, settings)""");
            migrate(source, 13, Schema.VERSION);

            assertThat(query(source, "SELECT name, max_age, settings FROM nscacheck.nsca_server ORDER BY name"))
                    .containsExactly(
                            "s1 | 01:00:00 | {\"encryption\": \"1\"} | ",
                            "s2 | null | {} | ",
                            "s3 | 00:00:01 | {} | ",
                            "s4 | null | {\"encryption\": \"1\"} | ");
        }
    }

    private static void migrate(DataSource source, int from, int to) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../../sql/postgresql/migrations"))) {
            for (Path file : files.sorted().toList()) {
                int version = Integer.parseInt(file.getFileName().toString().substring(1, 4));
                if (version >= from && version <= to) {
                    execute(source, "SET search_path = nscacheck;" + Files.readString(file));
                }
            }
        }
    }

    @Test
    void migratesTwiceWithoutHarm() {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            NscaDatabase.open(database.dataSource(), settings(NscaDatabase.SchemaMode.MIGRATE))
                    .close();
            NscaDatabase.open(database.dataSource(), settings(NscaDatabase.SchemaMode.MIGRATE))
                    .close();
        }
    }

    private static List<String> catalog(DataSource dataSource) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String sql : CATALOG) {
            lines.addAll(query(dataSource, sql));
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> query(DataSource dataSource, String sql) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(rows.getString(i)).append(" | ");
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static void execute(DataSource dataSource, String sql) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
