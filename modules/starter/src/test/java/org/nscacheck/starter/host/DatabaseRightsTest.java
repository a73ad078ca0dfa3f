/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.AuditNote;
import org.nscacheck.audit.AuditSubject;
import org.nscacheck.delivery.EnvironmentStore;
import org.nscacheck.engine.Stores;
import org.nscacheck.store.SchemaException;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sites that give the application few rights, remove us again, or copy their database. */
class DatabaseRightsTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final JdbcTemplate administrator = new JdbcTemplate(database.dataSource());
    private final String role = ("app_" + database.name()).toLowerCase(Locale.ROOT);
    private final List<String> extra = new ArrayList<>();

    @AfterEach
    void close() {
        extra.forEach(name -> administrator.execute("DROP DATABASE IF EXISTS " + name));
        administrator.execute("DROP SCHEMA IF EXISTS nscacheck CASCADE");
        administrator.execute("DO $$BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '" + role
                + "') THEN EXECUTE 'DROP OWNED BY " + role + "; DROP ROLE " + role + "'; END IF; END$$");
        database.close();
    }

    private ConfigurableApplicationContext start(FakeNscaDaemon daemon, String url, String user, String... more) {
        String password = user.equals(role) ? "pw" : database.password();
        return new SpringApplicationBuilder(FiveHostsTest.WithoutJpa.class)
                .web(WebApplicationType.NONE)
                .run(HostArguments.of(url, user, password, daemon, more));
    }

    private void createRole() {
        administrator.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'pw'");
    }

    @Test
    void printsTheSqlThatAnAdministratorHasToRunAndStartsOnceItRan() {
        createRole();
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            Throwable failure = catchThrowable(() -> start(daemon, database.jdbcUrl(), role));
            assertThat(failure).hasStackTraceContaining("permission denied");
            Matcher sql = Pattern.compile("CREATE SCHEMA [^;]+;").matcher(String.valueOf(rootMessage(failure)));
            assertThat(sql.find()).as(rootMessage(failure)).isTrue();
            administrator.execute(sql.group());
            try (ConfigurableApplicationContext host = start(daemon, database.jdbcUrl(), role)) {
                assertThat(host.isRunning()).isTrue();
                daemon.awaitReceived(1);
            }
        }
    }

    private static String rootMessage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaException) {
                return cause.getMessage();
            }
        }
        return "no SchemaException: " + failure;
    }

    /** As sql/README.md says. */
    @Test
    void worksWithTablesThatAnAdministratorMadeAndNoMoreThanTheirUse() throws IOException {
        createRole();
        administrator.execute("CREATE SCHEMA nscacheck");
        administrator.execute(
                "SET search_path = nscacheck; " + Files.readString(Path.of("../../sql/postgresql/schema.sql")));
        administrator.execute("GRANT USAGE ON SCHEMA nscacheck TO " + role);
        administrator.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA nscacheck TO " + role);
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                ConfigurableApplicationContext host =
                        start(daemon, database.jdbcUrl(), role, "--nscacheck.schema-mode=validate")) {
            assertThat(daemon.awaitReceived(1).get(0).service()).isEqualTo("Mail queue");
            assertThat(host.isRunning()).isTrue();
        }
    }

    @Test
    void goesAsItCame() {
        administrator.execute("CREATE TABLE host_own (id int)");
        List<String> before = Dump.catalog(database.dataSource());
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                ConfigurableApplicationContext host = start(daemon, database.jdbcUrl(), database.username())) {
            daemon.awaitReceived(1);
            assertThat(administrator.queryForObject(
                            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'nscacheck'",
                            Long.class))
                    .isPositive();
            assertThat(host.isRunning()).isTrue();
        }
        administrator.execute("DROP SCHEMA nscacheck CASCADE");
        assertThat(Dump.catalog(database.dataSource())).isEqualTo(before);
        assertThat(administrator.queryForObject(
                        "SELECT count(*) FROM pg_namespace WHERE nspname = 'nscacheck'", Long.class))
                .isZero();
    }

    @Test
    void aCopyOfTheDatabaseDeliversNothingUntilItIsConfirmed() {
        for (String environment : List.of("", "staging")) {
            try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
                String own = environment.isEmpty() ? "" : "production";
                try (ConfigurableApplicationContext original =
                        start(daemon, database.jdbcUrl(), database.username(), "--nscacheck.environment=" + own)) {
                    daemon.awaitReceived(1);
                    assertThat(original.isRunning()).isTrue();
                }
                String copy = database.name() + (environment.isEmpty() ? "_copy" : "_" + environment);
                extra.add(copy);
                new JdbcTemplate(TestPostgres.shared().database("postgres").dataSource())
                        .execute("CREATE DATABASE " + copy + " TEMPLATE " + database.name());
                daemon.clear();
                String url = database.jdbcUrl().replace("/" + database.name(), "/" + copy);
                try (ConfigurableApplicationContext elsewhere = start(
                        daemon,
                        url,
                        database.username(),
                        "--nscacheck.environment=" + environment,
                        "--nscacheck.checks[mail.queue].every=1s")) {
                    JdbcTemplate sql = new JdbcTemplate(elsewhere.getBean(DataSource.class));
                    await().until(() -> sql.queryForObject(
                                    "SELECT count(*) FROM nscacheck.nsca_run WHERE started_at > now()"
                                            + " - interval '3 s'",
                                    Long.class)
                            >= 2);
                    assertThat(daemon.received())
                            .as("environment '%s'", environment)
                            .isEmpty();
                    EnvironmentStore guard = elsewhere.getBean(Stores.class).environment();
                    assertThat(guard.environment().isConfirmed()).isFalse();
                    guard.confirm(AuditNote.of(
                            "anna",
                            AuditAction.CONFIRMED,
                            new AuditSubject(AuditKind.INSTALLATION, "", "environment")));
                    assertThat(daemon.awaitReceived(1)).isNotEmpty();
                }
                administrator.execute("DROP SCHEMA nscacheck CASCADE");
            }
        }
    }
}
