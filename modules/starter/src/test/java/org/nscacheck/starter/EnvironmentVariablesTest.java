/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.FailureStatus;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class EnvironmentVariablesTest {

    private static void replace(ConfigurableEnvironment environment, Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
    }

    static EnvironmentVariables variables(String... namesAndValues) {
        Map<String, Object> variables = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        replace(environment, variables);
        return new EnvironmentVariables(environment);
    }

    @Test
    void readsTheKeyOfACheckAcrossUnderscores() {
        Map<String, CheckProperties> checks = variables(
                        "NSCACHECK_CHECKS_MAIL_QUEUE_EVERY", "5m",
                        "NSCACHECK_CHECKS_MAIL_QUEUE_ATTEMPTS", "3",
                        "NSCACHECK_CHECKS_MAIL_QUEUE_RETRY_INTERVAL", "20s",
                        "NSCACHECK_CHECKS_MAIL_QUEUE_SERVERS", "one,two",
                        "NSCACHECK_CHECKS_MAIL_QUEUE_ARGUMENTS_LIMIT", "7",
                        "NSCACHECK_CHECKS_STOCK_EVERY", "1m",
                        "NSCACHECK_CHECKS_A_B_C_ONERROR", "unknown")
                .checks();

        assertThat(checks).containsOnlyKeys("MAIL_QUEUE", "A_B_C");
        CheckProperties mails = checks.get("MAIL_QUEUE");
        assertThat(mails.every()).isEqualTo("5m");
        assertThat(mails.attempts()).isEqualTo(3);
        assertThat(mails.retryInterval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(mails.servers()).containsExactly("one", "two");
        assertThat(mails.arguments()).isEqualTo(Map.of("limit", "7"));
        assertThat(checks.get("A_B_C").onError()).isEqualTo(FailureStatus.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "NSCACHECK_HOSTNAM, NSCACHECK_HOST_NAME",
        "NSCACHECK_EXECUTOR_MAXRUNING, NSCACHECK_EXECUTOR_MAX_RUNNING",
        "NSCACHECK_SERVERS_NAGIOS_HOTS, NSCACHECK_SERVERS_NAME_HOST",
        "NSCACHECK_SERVERS_NAGIOS_TWO_HOST, NSCACHECK_SERVERS_NAME_HOST",
        "NSCACHECK_CHECKS_MAIL_QUEUE_EVRY, NSCACHECK_CHECKS_NAME_EVERY"
    })
    void namesWhatSetsNothing(String name, String meant) {
        assertThat(variables(name, "s3cret").unread())
                .singleElement()
                .asString()
                .startsWith(name + " (did you mean NSCACHECK_")
                .doesNotContain("s3cret");
        if (!name.contains("QUEUE") && !name.contains("NAGIOS")) {
            assertThat(variables(name, "").unread()).containsExactly(name + " (did you mean " + meant + "?)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NSCACHECK_HOSTNAME",
                "NSCACHECK_HOST_NAME",
                "NSCACHECK_EXECUTOR_MAX_RUNNING",
                "NSCACHECK_EXECUTOR_MAXRUNNING",
                "NSCACHECK_EXECUTOR_GROUPS_DB",
                "NSCACHECK_WEB_ROLES_ADMINISTER",
                "NSCACHECK_WEB_ROLES_ADMINISTER_0_",
                "NSCACHECK_WEB_ROLES_ADMINISTER_0",
                "NSCACHECK_SERVERS_NAGIOS_HOST",
                "NSCACHECK_SERVERS_NAGIOS_SETTINGS_ENCRYPTION",
                "NSCACHECK_SERVERS_NAGIOS_NODEHOSTNAME",
                "NSCACHECK_CHECKS_STOCK_EVERY",
                "NSCACHECK_CHECKS_MAIL_QUEUE_EVERY",
                "NSCACHECK_SECRETS_KEY",
                "NSCACHECK_SERVICE_HOST",
                "NSCACHECK_SERVICE_PORT_HTTP",
                "NSCACHECK_PORT",
                "NSCACHECK_PORT_5667_TCP_ADDR"
            })
    void saysNothingOfWhatIsReadOrNotMeantForIt(String name) {
        assertThat(variables(name, "1").unread()).isEmpty();
    }

    /** What is said to be read has to be read: by Spring Boot itself, in both ways to write it. */
    @Test
    void springBootReadsWhatWeSayItReads() {
        Map<String, Object> variables = Map.of(
                "NSCACHECK_HOSTNAME", "shop-1",
                "NSCACHECK_EXECUTOR_MAX_RUNNING", "7",
                "NSCACHECK_EXECUTOR_GROUPS_DB", "2",
                "NSCACHECK_SERVERS_NAGIOS_HOST", "192.0.2.1",
                "NSCACHECK_SERVERS_NAGIOS_NODE_HOST_NAME", "web",
                "NSCACHECK_SERVERS_NAGIOS_SETTINGS_ENCRYPTION", "14",
                "NSCACHECK_CHECKS_STOCK_ON_ERROR", "unknown");
        ApplicationContextRunner application =
                Host.settingsOnly().withInitializer(context -> replace(context.getEnvironment(), variables));

        application.run(context -> {
            EngineSettings settings = context.getBean(EngineSettings.class);
            assertThat(settings.capacity().maxRunning()).isEqualTo(7);
            assertThat(settings.capacity().groups()).isEqualTo(Map.of("db", 2));
            assertThat(settings.declared().servers()).hasSize(1);
            assertThat(settings.declared().servers().get(0).hostName()).isEqualTo("web");
            assertThat(settings.declared().servers().get(0).settings()).isEqualTo(Map.of("encryption", "14"));
            assertThat(settings.declared().checks())
                    .extracting(check -> List.of(
                            check.key().value(), check.settings().noResult().onError()))
                    .containsExactly(List.of("stock", FailureStatus.UNKNOWN));
        });
    }

    @Test
    void configuresTheCheckThatIsMeant() {
        Host.withDatabase()
                .withBean(Host.MailChecks.class)
                .withPropertyValues("nscacheck.checks[mail.queue].timeout=7s", "nscacheck.checks[mail.queue].every=9m")
                .withInitializer(
                        context -> replace(context.getEnvironment(), Map.of("NSCACHECK_CHECKS_MAIL_QUEUE_EVERY", "5m")))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Stores.class).checks().findAll())
                            .filteredOn(check -> check.key().value().equals("mail.queue"))
                            .singleElement()
                            .satisfies(check -> {
                                assertThat(check.settings().schedule()).isEqualTo(ScheduleSpec.every("5m"));
                                assertThat(check.settings().timeout()).isEqualTo(Duration.ofSeconds(7));
                            });
                });
    }
}
