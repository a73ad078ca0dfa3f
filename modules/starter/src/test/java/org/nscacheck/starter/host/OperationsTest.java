/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.engine.Engine;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** What operators see of a running host: endpoint, health, meters and log, none of which tells a secret. */
class OperationsTest {

    private static final String CANARY = "canary-Z91q-password";

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static TestDatabase database;
    private static FakeNscaDaemon daemon;
    private static ConfigurableApplicationContext host;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                QuartzAutoConfiguration.class
            })
    static class Operated {

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }

    @BeforeAll
    static void start() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LOG.start();
        database = TestPostgres.shared().newDatabase();
        daemon = FakeNscaDaemon.builder().password(CANARY).start();
        host = new SpringApplicationBuilder(Operated.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.main.banner-mode=off",
                        "--management.endpoints.web.exposure.include=*",
                        "--management.endpoint.health.show-details=always",
                        "--management.endpoint.health.probes.enabled=true",
                        "--management.endpoint.env.show-values=always",
                        "--management.endpoint.configprops.show-values=always",
                        "--nscacheck.host-name=shop",
                        "--nscacheck.executor.spread=0s",
                        "--nscacheck.startup-wait=30s",
                        "--nscacheck.snapshot-interval=1s",
                        "--nscacheck.health-checks.include[0]=diskSpace",
                        "--nscacheck.secrets.key=" + Base64.getEncoder().encodeToString(new byte[32]),
                        "--nscacheck.checks[nscacheck.cpu].active=true",
                        "--nscacheck.checks[nscacheck.memory].active=true",
                        "--nscacheck.checks[nscacheck.connection-pool].active=true",
                        "--nscacheck.checks[nscacheck.overdue-checks].active=true",
                        "--nscacheck.checks[nscacheck.self-check].active=true",
                        "--nscacheck.checks[nscacheck.oldest-undelivered].active=true");
        root.addAppender(LOG);
        root.setLevel(Level.DEBUG);
        host.getBean(Engine.class)
                .administration()
                .saveServer(
                        Actor.SYSTEM,
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .port(daemon.port())
                                .hostName("shop")
                                .settings(Map.of("encryption", String.valueOf(daemon.method())))
                                .build(),
                        SecretChange.set(Secret.of(CANARY)));
        run("mail.queue");
        daemon.awaitReceived(1);
    }

    /** Its first run may have been before there was a server to tell; while that is under way it is not run again. */
    private static void run(String name) {
        Engine engine = host.getBean(Engine.class);
        engine.overview().checks(Actor.SYSTEM).stream()
                .filter(check -> check.stored().name().equals(name))
                .forEach(check -> await().until(() -> engine.administration()
                        .runNow(Actor.SYSTEM, check.stored().id())));
    }

    @AfterAll
    static void stop() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.detachAppender(LOG);
        host.close();
        daemon.close();
        database.close();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        String port = host.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void deliversBuiltInChecksAndHealthIndicators() {
        Engine engine = host.getBean(Engine.class);
        engine.overview().checks(Actor.SYSTEM).stream()
                .filter(check -> check.isActive())
                .forEach(check -> engine.administration()
                        .runNow(Actor.SYSTEM, check.stored().id()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(daemon.received())
                .extracting(result -> result.service() + " " + result.returnCode())
                .contains(
                        "Mail queue 1",
                        "CPU 0",
                        "Memory 0",
                        "Connection pool 0",
                        "Overdue checks 0",
                        "Oldest undelivered result 0",
                        "nscacheck self-check 0",
                        "Health of diskSpace 0"));
        assertThat(daemon.received()).anySatisfy(result -> {
            assertThat(result.service()).isEqualTo("Memory");
            assertThat(result.output()).contains("heap=", "%;80;90", "heap_used=", "B;;;0;");
        });
    }

    @Test
    void answersWhatOperatorsAsk() throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/actuator/nsca").body())
                        .contains("\"overdue\":0", "\"environmentConfirmed\":true"));
        assertThat(get("/actuator/nsca/checks").body()).contains("mail.queue", "7 mails not sent", "WARNING");
        assertThat(get("/actuator/nsca/checks/mail.queue").body()).contains("7 mails not sent");
        assertThat(get("/actuator/nsca/servers").body()).contains("\"name\":\"nagios\"");
        assertThat(get("/actuator/nsca/checks/none").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/nsca/rubbish").statusCode()).isEqualTo(404);
    }

    @Test
    void isHealthyWithoutBeingPartOfLivenessAndReadiness() throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/actuator/health/nsca").body())
                        .contains("\"status\":\"UP\"", "\"deliveries\":\"in time\"", "\"nagios\""));
        for (String probe : List.of("liveness", "readiness")) {
            assertThat(get("/actuator/health/" + probe).body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("nsca");
        }
        daemon.stop();
        try {
            run("mail.queue");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get("/actuator/health/nsca").body())
                            .contains("\"status\":\"UP\"", "\"deliveries\":\"delayed\"", "connection refused"));
            assertThat(get("/actuator/health/readiness").body()).contains("\"status\":\"UP\"");
        } finally {
            daemon.start();
        }
    }

    @Test
    void measures() {
        MeterRegistry meters = host.getBean(MeterRegistry.class);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        meters.find("nsca.delivery").tag("outcome", "sent").timer())
                .isNotNull());
        assertThat(meters.get("nsca.check.execution")
                        .tag("check", "mail.queue")
                        .tag("status", "warning")
                        .tag("outcome", "success")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("nsca.check.start.delay").timer().count()).isPositive();
        assertThat(meters.get("nsca.check.overdue").gauge().value()).isZero();
        assertThat(meters.get("nsca.executor.abandoned").gauge().value()).isZero();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(meters.get("nsca.outbox.records")
                        .tag("server", "nagios")
                        .gauge()
                        .value())
                .isZero());
        assertThat(meters.get("nsca.outbox.oldest.age")
                        .tag("server", "nagios")
                        .gauge()
                        .value())
                .isZero();
        assertThat(meters.get("nsca.check.status")
                        .tag("check", "mail.queue")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("nsca.delivery.latency")
                        .tag("server", "nagios")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void tellsNobodyTheSecret() throws Exception {
        for (String path : List.of(
                "/actuator",
                "/actuator/nsca",
                "/actuator/nsca/checks",
                "/actuator/nsca/servers",
                "/actuator/health",
                "/actuator/env",
                "/actuator/configprops",
                "/actuator/beans",
                "/actuator/loggers",
                "/actuator/threaddump",
                "/actuator/metrics/nsca.delivery")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain(CANARY);
        }
        assertThat(LOG.list).hasSizeGreaterThan(50);
        assertThat(List.copyOf(LOG.list))
                .noneMatch(event -> event.getFormattedMessage().contains(CANARY));
    }
}
