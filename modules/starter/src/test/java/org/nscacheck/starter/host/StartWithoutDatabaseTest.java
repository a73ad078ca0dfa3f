/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.admin.Actor;
import org.nscacheck.spring.annotation.InvalidChecksException;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.daemon.FaultyProxy;
import org.nscacheck.testkit.matrix.Row;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.web.AccessPolicy;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** A host whose database is away, or goes away, while it starts. */
@ExtendWith(OutputCaptureExtension.class)
class StartWithoutDatabaseTest {

    private final TestDatabase database = TestPostgres.shared().newDatabase();
    private final FaultyProxy network = FaultyProxy.to(
            URI.create(database.jdbcUrl().replaceFirst("^jdbc:", "")).getPort());
    private final FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();

    @AfterEach
    void close() {
        daemon.close();
        network.close();
        database.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                QuartzAutoConfiguration.class
            })
    static class Shop {

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        AccessPolicy policy() {
            return request -> Actor.SYSTEM;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OpenToAll {

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    static class NamesAServerThatOnlyTheDatabaseMayKnow {
        @NscaCheck(key = "elsewhere", service = "Elsewhere", servers = "nagois")
        CheckResult count() {
            return CheckResult.of(0, "fine");
        }
    }

    static class NoCheck {
        @NscaCheck
        String text() {
            return "OK";
        }
    }

    private ConfigurableApplicationContext start(WebApplicationType web, List<Class<?>> parts, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + network.port() + "/" + database.name(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--management.endpoint.health.probes.enabled=true",
                "--management.health.db.enabled=false",
                "--nscacheck.host-name=shop",
                "--nscacheck.executor.spread=0s",
                "--nscacheck.secrets.key=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--nscacheck.servers.nagios.host=127.0.0.1",
                "--nscacheck.servers.nagios.port=" + daemon.port(),
                "--nscacheck.servers.nagios.secret=" + daemon.password(),
                "--nscacheck.servers.nagios.settings.encryption=" + daemon.method()));
        arguments.addAll(List.of(more));
        List<Class<?>> sources = new ArrayList<>(parts);
        sources.add(Shop.class);
        if (web == WebApplicationType.SERVLET) {
            sources.add(OpenToAll.class);
        }
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(web)
                .run(arguments.toArray(String[]::new));
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext host, String path) {
        URI address = URI.create("http://127.0.0.1:" + host.getEnvironment().getProperty("local.server.port") + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    @Row(value = "R51", done = "the database refuses connections while a host with screens starts, and comes back")
    void startsTheHostSaysWhatIsMissingAndGoesOnWhenTheDatabaseIsThere(CapturedOutput output) {
        network.refuse();
        try (ConfigurableApplicationContext host = start(WebApplicationType.SERVLET, List.of())) {
            assertThat(get(host, "/actuator/health/readiness").statusCode()).isEqualTo(200);
            await().until(() -> output.toString().contains("NSCA-103"));
            HttpResponse<String> health = get(host, "/actuator/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"starting\"", "refused");
            assertThat(get(host, "/actuator/nsca").body()).contains("\"starting\"", "refused");
            assertThat(get(host, "/actuator/nsca/checks").statusCode()).isEqualTo(503);
            assertThat(get(host, "/actuator/metrics/nsca.starting").body()).contains("1.0");
            HttpResponse<String> screen = get(host, "/nscacheck/checks");
            assertThat(screen.statusCode()).isEqualTo(503);
            assertThat(screen.body()).contains("Checks start when the database answers", "refused");
            assertThat(output).containsOnlyOnce("NSCA-103");

            network.listenAgain();
            assertThat(daemon.awaitReceived(1).get(0).service()).isEqualTo("Mail queue");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(get(host, "/actuator/nsca").body()).contains("\"running\""));
            assertThat(get(host, "/nscacheck/checks").statusCode()).isEqualTo(200);
            assertThat(output).containsOnlyOnce("NSCA-103").containsOnlyOnce("NSCA-105");
        }
    }

    @Test
    @Row(value = "R51", done = "the connection is lost in the middle of the first migration")
    void startsTheHostWhenTheConnectionIsLostWithinAMigration(CapturedOutput output) {
        network.resetAfter(12_000);
        try (ConfigurableApplicationContext host = start(WebApplicationType.NONE, List.of())) {
            assertThat(host.isRunning()).isTrue();
            await().until(() -> output.toString().contains("NSCA-103"));
            network.pass();
            assertThat(daemon.awaitReceived(1).get(0).service()).isEqualTo("Mail queue");
        }
    }

    @Test
    void showsWhatALaterAttemptFindsFaultyAndLeavesTheHostAlone(CapturedOutput output) {
        network.refuse();
        try (ConfigurableApplicationContext host =
                start(WebApplicationType.SERVLET, List.of(NamesAServerThatOnlyTheDatabaseMayKnow.class))) {
            network.listenAgain();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(get(host, "/actuator/nsca").body()).contains("\"faulty\"", "nagois"));
            assertThat(output).contains("NSCA-104").contains("known are [nagios]");
            assertThat(get(host, "/actuator/health").body()).contains("\"faulty\"", "nagois");
            assertThat(get(host, "/nscacheck/checks").body()).contains("Checks cannot start", "nagois");
        }
    }

    @Test
    void stopsForFaultsThatNeedNoDatabase() {
        network.refuse();
        assertThatThrownBy(() -> start(WebApplicationType.NONE, List.of(NoCheck.class)))
                .isInstanceOf(InvalidChecksException.class);
        assertThatThrownBy(() ->
                        start(WebApplicationType.NONE, List.of(), "--nscacheck.servers.nagios.settings.encryption=99"))
                .hasStackTraceContaining("encryption");
        assertThatThrownBy(() -> start(WebApplicationType.NONE, List.of(), "--nscacheck.checks.mial.every=1m"))
                .hasStackTraceContaining("'mial', which does not exist");
    }
}
