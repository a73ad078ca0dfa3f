/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.NscaParam;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.matrix.Row;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

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
        @NscaCheck(key = "mail.queue", service = "Mail queue", enabled = "false")
        CheckResult count(@NscaParam("limit") int limit) {
            return CheckResult.of(0, "limit " + limit);
        }
    }

    @Test
    void wantsParametersOnlyOfActiveChecks() {
        Host.withDatabase().withBean(InactiveWithoutValue.class).run(context -> assertThat(context)
                .hasNotFailed());
        Host.withDatabase()
                .withBean(InactiveWithoutValue.class)
                .withPropertyValues("nscacheck.checks[mail.queue].active=true")
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains("parameter 'limit' must be set"));
    }

    @Test
    @Row(value = "R39", done = "the application starts with a locked server, or not if so wanted")
    void locksAServerWhoseKeyIsGoneOrRefusesToStartIfWanted() {
        DataSource dataSource = TestPostgres.shared().newDatabase().dataSource();
        ApplicationContextRunner application = new ApplicationContextRunner()
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
                .withConfiguration(AutoConfigurations.of(NscaCheckAutoConfiguration.class))
                .withBean("shop", DataSource.class, PGSimpleDataSource::new)
                .withBean("archive", DataSource.class, PGSimpleDataSource::new)
                .run(context -> assertThat(analyze(context.getStartupFailure()).getDescription())
                        .contains("shop", "archive", "nscacheck.data-source"));
    }
}
