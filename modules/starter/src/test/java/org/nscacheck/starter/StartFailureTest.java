/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a person reads when the application does not start. */
class StartFailureTest {

    /** Asks the analyzers the way Spring Boot does: those that are registered, ours among them. */
    private static FailureAnalysis analyze(Throwable failure) {
        assertThat(failure).isNotNull();
        List<FailureAnalyzer> ours = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {
                    // Boot's own analyzers want a bean factory.
                }))
                .stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("org.nscacheck."))
                .toList();
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> ours.stream().map(analyzer -> analyzer.analyze(cause)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody explains this failure", failure));
    }

    @Test
    void saysThatADataSourceIsMissingAndHowToGetOne() {
        new ApplicationContextRunner()
                .withPropertyValues("nscacheck.startup-wait=30s")
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .run(context -> {
                    FailureAnalysis analysis = analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("no bean of type javax.sql.DataSource");
                    assertThat(analysis.getAction()).contains("spring.datasource.url", "nscacheck.enabled=false");
                });
    }

    @Test
    void namesAllMethodsThatCannotBeChecks() {
        Host.withDatabase().withBean(Host.FaultyChecks.class).run(context -> {
            FailureAnalysis analysis = analyze(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains("2 faults", "FaultyChecks.text", "FaultyChecks.numberWithoutLimits");
        });
    }

    @Test
    void namesAllFaultsOfServersAndChecksInProperties() {
        Host.withDatabase()
                .withPropertyValues(
                        "nscacheck.servers.a.port=5667",
                        "nscacheck.servers.b.host=nagios",
                        "nscacheck.servers.b.port=70000",
                        "nscacheck.checks.stock.every=1m",
                        "nscacheck.checks.stock.cron=0 0 * * * ?")
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains(
                                "3 faults",
                                "nscacheck.servers.a.host is not set",
                                "nscacheck.servers.b",
                                "70000",
                                "nscacheck.checks[stock]"));
    }

    @Test
    void namesSettingsThatAServerOfThisKindCannotHave() {
        Host.withDatabase()
                .withPropertyValues(
                        "nscacheck.servers.nagios.host=127.0.0.1", "nscacheck.servers.nagios.settings.encryption=99")
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains("nagios", "encryption", "99"));
    }

    @Test
    void explainsHowToWriteTheKeyOfACheckThatDoesNotExist() {
        Host.withDatabase()
                .withPropertyValues("nscacheck.checks.mail.every=1m")
                .withBean(Host.MailChecks.class)
                .run(context -> {
                    FailureAnalysis analysis = analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("'mail'", "mail.queue");
                    assertThat(analysis.getAction()).contains("nscacheck.checks[mail.queue]");
                });
    }

    @Test
    void ignoresNoPropertyThatNobodyKnows() {
        Host.withDatabase()
                .withPropertyValues("nscacheck.checks.mail.queue.every=1m")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("nscacheck.checks.mail.queue.every"));
        Host.withDatabase()
                .withPropertyValues("nscacheck.servers.nagios.host=127.0.0.1", "nscacheck.servers.nagios.prot=5667")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("nscacheck.servers.nagios.prot"));
    }

    @Test
    void neverShowsASecretKeyThatIsWrong() {
        Host.withDatabase()
                .withPropertyValues("nscacheck.secrets.key=!not-base64-but-secret!")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("nscacheck.secrets.key is not Base64")
                        .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("not-base64-but-secret")));
    }

    private static String stackTrace(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void refusesToReportFailuresAsOk() {
        Host.withDatabase().withPropertyValues("nscacheck.on-error=ok").run(context -> assertThat(
                        context.getStartupFailure())
                .hasStackTraceContaining("nscacheck.on-error=ok would report a failed check as OK"));
    }

    static class MistypedServer {
        @NscaCheck(key = "mail.queue", service = "Mail queue", servers = "nagois")
        CheckResult count() {
            return CheckResult.of(0, "fine");
        }
    }

    @Test
    void namesTheServerThatWasProbablyMeantFirst() {
        Host.withDatabase()
                .withPropertyValues(
                        "nscacheck.servers.archive.host=127.0.0.1",
                        "nscacheck.servers.nagios.host=127.0.0.1",
                        "nscacheck.servers.backup.host=127.0.0.1")
                .withBean(MistypedServer.class)
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains("nagois", "[nagios, "));
    }

    static class OneServiceTwice {
        @NscaCheck(key = "mail.queue", service = "Mail queue", every = "1h")
        CheckResult count() {
            return CheckResult.of(0, "fine");
        }

        @NscaCheck(key = "mail.age", service = "Mail queue", every = "1h", servers = "nagois")
        CheckResult age() {
            return CheckResult.of(0, "fine");
        }
    }

    @Test
    void namesBothMethodsOfOneServiceAndAnUnknownServerOnceAndStoresNothing() {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            ApplicationContextRunner application = new ApplicationContextRunner()
                    .withPropertyValues("nscacheck.startup-wait=30s")
                    .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                    .withBean(DataSource.class, database::dataSource)
                    .withBean(OneServiceTwice.class)
                    .withPropertyValues("nscacheck.servers.nagios.host=127.0.0.1");
            application.run(context -> assertThat(
                            analyze(context.getStartupFailure()).getDescription())
                    .contains("2 faults", "OneServiceTwice.age", "OneServiceTwice.count", "both report", "'Mail queue'")
                    .containsOnlyOnce("nagois"));
            JdbcTemplate sql = new JdbcTemplate(database.dataSource());
            assertThat(sql.queryForObject("SELECT count(*) FROM nscacheck.nsca_check", Long.class))
                    .isZero();
            assertThat(sql.queryForObject("SELECT count(*) FROM nscacheck.nsca_server", Long.class))
                    .isZero();
            application
                    .withPropertyValues(
                            "nscacheck.checks[mail.age].service=Mail age",
                            "nscacheck.checks[mail.age].servers=nagios",
                            "nscacheck.servers.nagois.host=127.0.0.1")
                    .run(context -> assertThat(context).hasNotFailed());
            application
                    .withPropertyValues("nscacheck.servers.nagois.host=127.0.0.1")
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }

    static class PastYear {
        @NscaCheck(key = "mail.queue", service = "Mail queue", cron = "0 0 12 1 1 ? 2020")
        CheckResult count() {
            return CheckResult.of(0, "fine");
        }
    }

    @Test
    void refusesAScheduleThatNeverFires() {
        Host.withDatabase().withBean(PastYear.class).run(context -> assertThat(
                        analyze(context.getStartupFailure()).getDescription())
                .contains("PastYear.count", "never fires", "years are over"));
    }

    static class InactiveWithoutValue {
        @NscaCheck(key = "mail.queue", service = "Mail queue", active = "false")
        CheckResult count(@NscaParam("limit") int limit) {
            return CheckResult.of(0, "limit " + limit);
        }
    }

    private static List<String> faulty(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class))
                .queryForList("SELECT fault FROM nscacheck.nsca_due WHERE fault <> ''", String.class);
    }

    @Test
    void startsWithACheckThatWaitsForAValueAndNamesItsProperty() {
        ApplicationContextRunner application = Host.withDatabase().withBean(InactiveWithoutValue.class);
        application.run(context -> assertThat(faulty(context)).isEmpty());
        application
                .withPropertyValues("nscacheck.checks[mail.queue].active=true")
                .run(context -> assertThat(faulty(context))
                        .singleElement()
                        .asString()
                        .contains("nscacheck.checks[mail.queue].arguments.limit"));
        application
                .withPropertyValues(
                        "nscacheck.checks[mail.queue].active=true", "nscacheck.checks[mail.queue].arguments.limit=7")
                .run(context -> assertThat(faulty(context)).isEmpty());
        application
                .withPropertyValues("nscacheck.checks[mail.queue].arguments.limit=many")
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains("InactiveWithoutValue.count", "'limit'", "many"));
    }

    @Test
    @Row(value = "R39", done = "the application starts with a locked server, or not if so wanted")
    void locksAServerWhoseKeyIsGoneOrRefusesToStartIfWanted() {
        DataSource dataSource = TestPostgres.shared().newDatabase().dataSource();
        ApplicationContextRunner application = new ApplicationContextRunner()
                .withPropertyValues("nscacheck.startup-wait=30s")
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withBean(DataSource.class, () -> dataSource);
        application
                .withPropertyValues(
                        "nscacheck.secrets.key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                        "nscacheck.secrets.key-id=first",
                        "nscacheck.servers.nagios.host=127.0.0.1",
                        "nscacheck.servers.nagios.secret=s3cret")
                .run(context -> assertThat(context).hasNotFailed());
        application.run(context -> assertThat(context).hasNotFailed());
        application.withPropertyValues("nscacheck.secrets.fail-fast=true").run(context -> {
            FailureAnalysis analysis = analyze(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("'nagios'", "the key 'first'");
            assertThat(analysis.getAction()).contains("nscacheck.secrets.key", "previous-keys");
        });
    }

    @Test
    void saysWhichSchemaVersionWasFoundAndWhichIsWanted() {
        Host.withDatabase().withPropertyValues("nscacheck.schema-mode=validate").run(context -> assertThat(
                        analyze(context.getStartupFailure()).getDescription())
                .contains("has no tables", "schema.sql"));
    }

    @Test
    void namesTheDataSourcesAmongWhichOneMustBeChosen() {
        new ApplicationContextRunner()
                .withPropertyValues("nscacheck.startup-wait=30s")
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withBean("shop", DataSource.class, PGSimpleDataSource::new)
                .withBean("archive", DataSource.class, PGSimpleDataSource::new)
                .run(context -> {
                    FailureAnalysis analysis = analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("shop", "archive");
                    assertThat(analysis.getAction())
                            .contains("nscacheck.data-source", "@Primary")
                            .doesNotContain("spring-boot-starter-jdbc");
                });
    }

    @Test
    void namesTheRightsThatTheUserHasNot() throws IOException {
        try (TestDatabase database = TestPostgres.shared().newDatabase()) {
            JdbcTemplate administrator = new JdbcTemplate(database.dataSource());
            String reader = "reader_" + database.name().toLowerCase(Locale.ROOT);
            administrator.execute("CREATE SCHEMA nscacheck");
            administrator.execute(
                    "SET search_path = nscacheck; " + Files.readString(Path.of("../../sql/postgresql/schema.sql")));
            administrator.execute("CREATE ROLE " + reader + " LOGIN PASSWORD 'pw'");
            administrator.execute("GRANT USAGE ON SCHEMA nscacheck TO " + reader);
            administrator.execute("GRANT SELECT ON ALL TABLES IN SCHEMA nscacheck TO " + reader);
            PGSimpleDataSource readOnly = new PGSimpleDataSource();
            readOnly.setUrl(database.jdbcUrl());
            readOnly.setUser(reader);
            readOnly.setPassword("pw");
            new ApplicationContextRunner()
                    .withPropertyValues("nscacheck.startup-wait=30s")
                    .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                    .withBean(DataSource.class, () -> readOnly)
                    .withPropertyValues("nscacheck.schema-mode=validate")
                    .run(context -> assertThat(
                                    analyze(context.getStartupFailure()).getDescription())
                            .contains(
                                    "INSERT, UPDATE, DELETE on nscacheck.nsca_audit",
                                    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA nscacheck TO "
                                            + reader));
            administrator.execute("DROP OWNED BY " + reader);
            administrator.execute("DROP ROLE " + reader);
        }
    }

    /** What an application of Spring Boot 3.1 with its Hibernate 6.2 gets. */
    @Test
    void namesTheVersionsThatAnOlderHibernateOrJakartaPersistenceDoesNotHave() {
        NoClassDefFoundError missing = new NoClassDefFoundError("org/hibernate/type/format/FormatMapper");
        missing.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.nscacheck.store.Persistence", "factory", "Persistence.java", 60)
        });
        FailureAnalysis analysis = analyze(new IllegalStateException("the persistence unit cannot be built", missing));
        assertThat(analysis.getDescription())
                .contains(
                        "org/hibernate/type/format/FormatMapper",
                        "hibernate-core 6.6 or newer: hibernate-core-7.",
                        "jakarta.persistence-api 3.1 or newer: jakarta.persistence-api-3.2");
        assertThat(new LinkageFailureAnalyzer().analyze(new NoSuchMethodError("of somebody else")))
                .isNull();
    }
}
