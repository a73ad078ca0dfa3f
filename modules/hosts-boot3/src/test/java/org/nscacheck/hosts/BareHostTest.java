/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.web.AccessPolicy;
import org.quartz.Scheduler;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.thymeleaf.ITemplateEngine;

/** A web application with JDBC and tables of its own. What else is on the class path is there because of us. */
@Tag("bare")
class BareHostTest {

    private static final FakeNscaDaemon DAEMON = FakeNscaDaemon.builder().start();
    private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
    private static ConfigurableApplicationContext host;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        AccessPolicy everybody() {
            return request -> new Actor("anna", Permission.ADMINISTER);
        }

        @Bean
        Pages pages() {
            return new Pages();
        }
    }

    @Controller
    static class Pages {

        /** By a file of the application, found as a JSP would be. */
        @GetMapping("/own")
        String own() {
            return "own";
        }

        @GetMapping("/data")
        @ResponseBody
        Map<String, Object> data() {
            return Map.of("unsent", 7);
        }
    }

    @BeforeAll
    static void start() {
        Versions.requireBoot3();
        Versions.requireAbsent(
                "org.springframework.orm.jpa.JpaTransactionManager",
                "org.springframework.scheduling.quartz.SchedulerFactoryBean",
                "org.springframework.security.core.context.SecurityContextHolder");
        new JdbcTemplate(DATABASE.dataSource()).execute("CREATE TABLE host_order (id bigint PRIMARY KEY)");
        host = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .run(HostArguments.of(
                        DATABASE,
                        DAEMON,
                        "--server.port=0",
                        "--spring.mvc.view.prefix=/pages/",
                        "--spring.mvc.view.suffix=.txt",
                        "--management.endpoint.health.show-details=always"));
    }

    @AfterAll
    static void stop() {
        host.close();
        DATABASE.close();
        DAEMON.close();
    }

    @Test
    void runsAndDeliversItsCheck() {
        Mails.requireResult(DAEMON);
    }

    @Test
    void showsTheScreens() {
        Mails.requireResult(DAEMON);
        assertThat(Http.page(host, "/nscacheck/checks")).contains("7 mails not sent");
    }

    @Test
    void showsAFormAgainThatItRefuses() {
        HttpResponse<String> answer =
                Http.post(host, "/nscacheck/servers/new", "kind=nsca&name=&host=nagios&port=none");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("Nothing was saved yet");
    }

    @Test
    void hasOurHealth() {
        assertThat(Http.page(host, "/actuator/health")).contains("\"nsca\":{\"status\":\"UP\"");
    }

    @Test
    void keepsItsPagesAndItsJson() {
        assertThat(Http.page(host, "/own")).contains("a page of the application");
        assertThat(Http.page(host, "/data")).isEqualTo("{\"unsent\":7}");
    }

    @Test
    void getsNothingFromLibrariesThatOnlyWeUse() {
        for (Class<?> type :
                List.of(Flyway.class, ITemplateEngine.class, Scheduler.class, EntityManagerFactory.class)) {
            assertThat(host.getBeanNamesForType(type)).as(type.getName()).isEmpty();
        }
        assertThat(new JdbcTemplate(DATABASE.dataSource())
                        .queryForList(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
                                String.class))
                .containsExactly("host_order");
    }
}
