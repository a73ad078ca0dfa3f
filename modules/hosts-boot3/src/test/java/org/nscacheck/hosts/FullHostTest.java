/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.RefusedException;
import org.nscacheck.engine.Stores;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerStore;
import org.nscacheck.server.StaleVersionException;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** An application with JPA, Flyway, Quartz, Thymeleaf, Jackson 2, actuator and security of its own, all as Boot sets them up. */
class FullHostTest {

    private static final FakeNscaDaemon DAEMON = FakeNscaDaemon.builder().start();
    private static final TestDatabase DATABASE = TestPostgres.shared().newDatabase();
    private static final AtomicInteger JOBS = new AtomicInteger();
    private static SortedMap<String, String> beansWithoutUs;
    private static ConfigurableApplicationContext host;

    @Entity(name = "HostOrder")
    @Table(name = "host_order")
    static class HostOrder {
        @Id
        Long id;

        String customer;

        @JdbcTypeCode(SqlTypes.JSON)
        Notes notes;
    }

    /** Read by the Jackson that Hibernate finds, which is the application's. */
    static class Notes {
        @JsonProperty("gift")
        boolean present;
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        SecurityFilterChain strict(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/own", "/data", "/actuator/**")
                            .permitAll()
                            .requestMatchers("/nscacheck/**")
                            .hasRole("ADMIN")
                            .anyRequest()
                            .denyAll())
                    .httpBasic(basic -> {})
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername("anna")
                    .password("{noop}pw")
                    .roles("ADMIN")
                    .build());
        }

        @Bean
        JobDetail ownJob() {
            return JobBuilder.newJob(OwnJob.class)
                    .withIdentity("own")
                    .storeDurably()
                    .build();
        }

        @Bean
        Trigger ownTrigger(JobDetail ownJob) {
            return TriggerBuilder.newTrigger()
                    .forJob(ownJob)
                    .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever())
                    .build();
        }

        @Bean
        Pages pages() {
            return new Pages();
        }
    }

    static class OwnJob implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            JOBS.incrementAndGet();
        }
    }

    record Data(@JsonProperty("not_sent") int unsent) {}

    @Controller
    static class Pages {

        @GetMapping("/own")
        String own(Model model) {
            model.addAttribute("word", "hello");
            return "own";
        }

        @GetMapping("/data")
        @ResponseBody
        Data data() {
            return new Data(7);
        }
    }

    private static ConfigurableApplicationContext start(boolean enabled) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .run(HostArguments.of(
                        DATABASE,
                        DAEMON,
                        "--nscacheck.enabled=" + enabled,
                        "--nscacheck.web.roles.administer=ROLE_ADMIN",
                        "--nscacheck.health-checks.include=db",
                        "--server.port=0",
                        "--spring.jpa.hibernate.ddl-auto=validate",
                        "--spring.jpa.open-in-view=false",
                        "--management.endpoints.web.exposure.include=health,nsca",
                        "--management.endpoint.health.show-details=always"));
    }

    /** What is not of our types. */
    private static SortedMap<String, String> beans(ConfigurableApplicationContext application) {
        SortedMap<String, String> beans = new TreeMap<>();
        for (String name : application.getBeanDefinitionNames()) {
            Class<?> type = application.getType(name, false);
            String plain = String.valueOf(type).replaceAll("\\$\\$.*", "").replaceAll("Proxy\\d+", "Proxy");
            if (!plain.matches("class org\\.nscacheck\\.(?!hosts\\.).*")) {
                beans.put(name, plain);
            }
        }
        return beans;
    }

    @BeforeAll
    static void startWithoutUsAndWithUs() {
        Versions.requireBoot3();
        try (ConfigurableApplicationContext without = start(false)) {
            beansWithoutUs = beans(without);
        }
        host = start(true);
    }

    @AfterAll
    static void stop() {
        host.close();
        DATABASE.close();
        DAEMON.close();
    }

    @Test
    void runsAndDeliversItsCheckAndItsHealthIndicator() {
        assertThat(DAEMON.awaitReceived(2))
                .extracting(result -> result.service() + ": " + result.output())
                .contains("Mail queue: 7 mails not sent|unsent=7")
                .anyMatch(line -> line.startsWith("Health of db: UP"));
    }

    @Test
    void showsTheScreensToWhomItsSecurityLetsIn() {
        Mails.requireResult(DAEMON);
        assertThat(Http.get(host, "/nscacheck/checks", "").statusCode()).isEqualTo(401);
        assertThat(Http.page(host, "/nscacheck/checks")).contains("7 mails not sent", "href=\"/nscacheck/servers\"");
    }

    @Test
    void hasOurHealthOurEndpointAndOurMeters() {
        Mails.requireResult(DAEMON);
        assertThat(Http.page(host, "/actuator/health")).contains("\"nsca\":{\"status\":\"UP\"", "\"db\":{");
        assertThat(Http.page(host, "/actuator/nsca")).contains("\"state\":\"running\"");
        assertThat(host.getBean(MeterRegistry.class)
                        .find("nsca.check.execution")
                        .timers())
                .isNotEmpty();
    }

    @Test
    void keepsItsJpaAndItsFlyway() {
        try (EntityManager entities = host.getBean(EntityManagerFactory.class).createEntityManager()) {
            assertThat(entities.getMetamodel().getEntities())
                    .extracting(entity -> entity.getName())
                    .containsExactly("HostOrder");
            HostOrder order = entities.find(HostOrder.class, 1L);
            assertThat(order.customer).isEqualTo("Anna");
            assertThat(order.notes.present).isTrue();
        }
        assertThat(new JdbcTemplate(DATABASE.dataSource())
                        .queryForList("SELECT script FROM flyway_schema_history", String.class))
                .containsExactly("V1__orders.sql");
    }

    /** What Hibernate does for us; the SQL of runs and deliveries knows no Hibernate. */
    @Test
    void keepsOurServersByItsHibernate() {
        ServerStore servers = host.getBean(Stores.class).servers();
        Server nagios = servers.findByName("nagios").orElseThrow();
        assertThat(nagios.settings()).containsEntry("encryption", String.valueOf(DAEMON.method()));
        Server spare = nagios.toBuilder().maxAge(Duration.ofMinutes(7)).build();
        Server saved = servers.save(spare, SecretChange.KEEP, "anna");
        assertThat(servers.find(nagios.id())).hasValueSatisfying(found -> {
            assertThat(found.maxAge()).isEqualTo(Duration.ofMinutes(7));
            assertThat(found.version()).isEqualTo(saved.version()).isGreaterThan(nagios.version());
        });
        assertThatThrownBy(() -> servers.save(spare, SecretChange.KEEP, "anna"))
                .isInstanceOf(StaleVersionException.class);
        Server namesake = Server.builder("nagios", "nsca")
                .address("127.0.0.1")
                .hostName("shop")
                .build();
        assertThatThrownBy(() -> servers.save(namesake, SecretChange.KEEP, "anna"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("another server already has this name");
    }

    @Test
    void keepsItsQuartzItsPagesAndItsJson() {
        int before = JOBS.get();
        await().atMost(Duration.ofSeconds(10)).until(() -> JOBS.get() > before);
        assertThat(Http.page(host, "/own")).contains("own page says <b>hello</b>");
        assertThat(Http.page(host, "/data")).isEqualTo("{\"not_sent\":7}");
    }

    @Test
    void hasTheSameBeansAsWithoutUs() {
        Map<String, String> with = beans(host);
        assertThat(with).hasSizeGreaterThan(100).isEqualTo(beansWithoutUs);
    }
}
