/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSource;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.spring.EnableNscaChecks;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.nscacheck.testkit.nsca.Received;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Five kinds of host: each starts, a result reaches the receiver, and what the host has is the same with and without us.
 */
class FiveHostsTest {

    private final List<TestDatabase> databases = new ArrayList<>();

    @AfterEach
    void drop() {
        databases.forEach(TestDatabase::close);
    }

    private TestDatabase database() {
        TestDatabase database = TestPostgres.shared().newDatabase();
        databases.add(database);
        return database;
    }

    private static List<String> arguments(
            TestDatabase database, FakeNscaDaemon daemon, boolean enabled, String... more) {
        List<String> arguments = new ArrayList<>(List.of(HostArguments.of(database, daemon, more)));
        arguments.add("--nscacheck.enabled=" + enabled);
        return arguments;
    }

    private static ConfigurableApplicationContext start(
            Class<?> host, WebApplicationType type, List<String> arguments) {
        return new SpringApplicationBuilder(host).web(type).run(arguments.toArray(String[]::new));
    }

    private static void requireResult(FakeNscaDaemon daemon) {
        Received result = daemon.awaitReceived(1).get(0);
        assertThat(result.host()).isEqualTo("shop");
        assertThat(result.service()).isEqualTo("Mail queue");
        assertThat(result.output()).isEqualTo("7 mails not sent|unsent=7");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                QuartzAutoConfiguration.class
            })
    static class WithoutJpa {

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    @Test
    void aHostWithoutJpa() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            TestDatabase database = database();
            Dump without;
            try (ConfigurableApplicationContext host =
                    start(WithoutJpa.class, WebApplicationType.NONE, arguments(database, daemon, false))) {
                without = Dump.of(host, host.getBean(DataSource.class));
            }
            try (ConfigurableApplicationContext host =
                    start(WithoutJpa.class, WebApplicationType.NONE, arguments(database, daemon, true))) {
                requireResult(daemon);
                assertThat(host.getBeanNamesForType(EntityManagerFactory.class)).isEmpty();
                Dump.of(host, host.getBean(DataSource.class)).assertSameAs(without);
            }
        }
    }

    @Entity
    @Table(name = "host_order")
    static class HostOrder {
        @Id
        Long id;

        String customer;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = QuartzAutoConfiguration.class)
    @EntityScan(basePackageClasses = HostOrder.class)
    static class OwnJpaAndFlyway {

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    @Test
    void aHostWithItsOwnJpaAndFlyway() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            TestDatabase database = database();
            String validate = "--spring.jpa.hibernate.ddl-auto=validate";
            Dump without;
            try (ConfigurableApplicationContext host = start(
                    OwnJpaAndFlyway.class, WebApplicationType.NONE, arguments(database, daemon, false, validate))) {
                without = Dump.of(host, host.getBean(DataSource.class));
            }
            try (ConfigurableApplicationContext host = start(
                    OwnJpaAndFlyway.class, WebApplicationType.NONE, arguments(database, daemon, true, validate))) {
                requireResult(daemon);
                try (EntityManager entities =
                        host.getBean(EntityManagerFactory.class).createEntityManager()) {
                    assertThat(entities.getMetamodel().getEntities())
                            .extracting(entity -> entity.getJavaType().getSimpleName())
                            .containsExactly("HostOrder");
                    assertThat(entities.createQuery("from FiveHostsTest$HostOrder", HostOrder.class)
                                    .getResultList())
                            .isEmpty();
                }
                Dump with = Dump.of(host, host.getBean(DataSource.class));
                assertThat(with.catalog()).anyMatch(line -> line.contains("flyway_schema_history"));
                with.assertSameAs(without);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                QuartzAutoConfiguration.class
            })
    static class TwoDataSources {

        @Bean(destroyMethod = "close")
        @Primary
        HikariDataSource shop(Environment environment) {
            return pool(environment.getRequiredProperty("spring.datasource.url"), environment);
        }

        @Bean(destroyMethod = "close")
        HikariDataSource archive(Environment environment) {
            return pool(environment.getRequiredProperty("archive.url"), environment);
        }

        private static HikariDataSource pool(String url, Environment environment) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(url);
            pool.setUsername(environment.getRequiredProperty("spring.datasource.username"));
            pool.setPassword(environment.getRequiredProperty("spring.datasource.password"));
            pool.setMaximumPoolSize(4);
            return pool;
        }

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    @Test
    void aHostWithTwoDataSources() {
        for (String chosen : List.of("shop", "archive")) {
            try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
                TestDatabase shop = database();
                TestDatabase archive = database();
                String url = "--archive.url=" + archive.jdbcUrl();
                String name = "--nscacheck.data-source=" + (chosen.equals("shop") ? "" : chosen);
                Dump without;
                try (ConfigurableApplicationContext host = start(
                        TwoDataSources.class, WebApplicationType.NONE, arguments(shop, daemon, false, url, name))) {
                    without = Dump.of(host, shop.dataSource(), archive.dataSource());
                }
                try (ConfigurableApplicationContext host = start(
                        TwoDataSources.class, WebApplicationType.NONE, arguments(shop, daemon, true, url, name))) {
                    requireResult(daemon);
                    Dump.of(host, shop.dataSource(), archive.dataSource()).assertSameAs(without);
                    assertThat(hasOurSchema(shop)).isEqualTo(chosen.equals("shop"));
                    assertThat(hasOurSchema(archive)).isEqualTo(chosen.equals("archive"));
                }
            }
        }
    }

    private static boolean hasOurSchema(TestDatabase database) {
        return new JdbcTemplate(database.dataSource())
                        .queryForObject("SELECT count(*) FROM pg_namespace WHERE nspname = 'nscacheck'", Long.class)
                > 0;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class
            })
    static class OwnQuartzAndPages {

        static final AtomicInteger JOBS = new AtomicInteger();

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        SecurityFilterChain strict(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/own")
                            .permitAll()
                            .requestMatchers("/nscacheck/**")
                            .hasRole("ADMIN")
                            .anyRequest()
                            .denyAll())
                    .httpBasic(basic -> {})
                    .headers(
                            headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives("default-src 'none'")))
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
        OwnPage ownPage() {
            return new OwnPage();
        }
    }

    static class OwnJob implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            OwnQuartzAndPages.JOBS.incrementAndGet();
        }
    }

    @Controller
    static class OwnPage {
        @GetMapping("/own")
        String own(Model model) {
            model.addAttribute("word", "hello");
            return "own";
        }
    }

    @Test
    void aHostWithItsOwnQuartzAndPagesUnderAContextPath() throws Exception {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            TestDatabase database = database();
            String[] web = {
                "--server.port=0", "--server.servlet.context-path=/shop", "--nscacheck.web.roles.administer=ROLE_ADMIN"
            };
            Dump without;
            try (ConfigurableApplicationContext host = start(
                    OwnQuartzAndPages.class, WebApplicationType.SERVLET, arguments(database, daemon, false, web))) {
                without = Dump.of(host, host.getBean(DataSource.class));
                assertThat(get(host, "/shop/own", null).body()).contains("own page says <b>hello</b>");
            }
            try (ConfigurableApplicationContext host = start(
                    OwnQuartzAndPages.class, WebApplicationType.SERVLET, arguments(database, daemon, true, web))) {
                requireResult(daemon);
                int before = OwnQuartzAndPages.JOBS.get();
                await().atMost(Duration.ofSeconds(10)).until(() -> OwnQuartzAndPages.JOBS.get() > before);
                HttpResponse<String> own = get(host, "/shop/own", null);
                assertThat(own.body()).contains("own page says <b>hello</b>");
                assertThat(own.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'");
                assertThat(get(host, "/shop/nscacheck/checks", null).statusCode())
                        .isEqualTo(401);
                HttpResponse<String> ours = get(host, "/shop/nscacheck/checks", "anna:pw");
                assertThat(ours.statusCode()).isEqualTo(200);
                assertThat(ours.body()).contains("7 mails not sent", "href=\"/shop/nscacheck/servers\"");
                assertThat(ours.headers().allValues("Content-Security-Policy"))
                        .singleElement()
                        .asString()
                        .contains("script-src 'self'");
                Dump.of(host, host.getBean(DataSource.class)).assertSameAs(without);
            }
        }
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext host, String path, String credentials)
            throws Exception {
        String port = host.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (credentials != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A host without Spring Boot, with its own persistence unit, transactions and scheduler. */
    @Configuration
    static class PlainSpring {

        @Bean
        DataSource dataSource(TestDatabase database) {
            return database.dataSource();
        }

        @Bean
        LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
            LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
            factory.setDataSource(dataSource);
            factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            factory.setPackagesToScan("org.nscacheck.starter.host");
            Properties properties = new Properties();
            properties.setProperty("hibernate.hbm2ddl.auto", "update");
            factory.setJpaProperties(properties);
            return factory;
        }

        @Bean
        JpaTransactionManager transactionManager(EntityManagerFactory factory) {
            return new JpaTransactionManager(factory);
        }

        @Bean
        SchedulerFactoryBean scheduler() {
            return new SchedulerFactoryBean();
        }

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    @Configuration
    @EnableNscaChecks
    static class PlainChecks {

        @Bean(destroyMethod = "close")
        NscaDatabase nscaDatabase(DataSource dataSource) {
            return NscaDatabase.open(
                    dataSource,
                    new NscaDatabase.Settings(
                            NscaDatabase.DEFAULT_SCHEMA,
                            NscaDatabase.SchemaMode.MIGRATE,
                            SecretCipher.of("k", Map.of("k", new byte[32]))));
        }

        @Bean
        Stores nscaStores(NscaDatabase database) {
            return database.stores();
        }

        @Bean
        EngineSettings nscaSettings(FakeNscaDaemon daemon) {
            Server nagios = Server.builder("nagios", "nsca")
                    .address("127.0.0.1")
                    .port(daemon.port())
                    .hostName("shop")
                    .settings(Map.of("encryption", String.valueOf(daemon.method())))
                    .secret(Secret.of(daemon.password()))
                    .build();
            return EngineSettings.builder("shop").servers(List.of(nagios)).build();
        }

        @Bean
        NscaSenderFactory nscaSender() {
            return new NscaSenderFactory(Path.of("target", "plain-spring-config"));
        }
    }

    @Test
    void aHostOfPlainSpring() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start()) {
            TestDatabase database = database();
            Dump without;
            try (AnnotationConfigApplicationContext host = plain(database, daemon, PlainSpring.class)) {
                without = Dump.of(host, database.dataSource());
            }
            try (AnnotationConfigApplicationContext host =
                    plain(database, daemon, PlainSpring.class, PlainChecks.class)) {
                requireResult(daemon);
                Dump with = Dump.of(host, database.dataSource());
                with.beans().remove("fiveHostsTest.PlainChecks");
                with.assertSameAs(without);
            }
        }
    }

    private static AnnotationConfigApplicationContext plain(
            TestDatabase database, FakeNscaDaemon daemon, Class<?>... configuration) {
        AnnotationConfigApplicationContext host = new AnnotationConfigApplicationContext();
        host.registerBean(
                "testDatabase", TestDatabase.class, () -> database, definition -> definition.setDestroyMethodName(""));
        host.registerBean(
                "daemon", FakeNscaDaemon.class, () -> daemon, definition -> definition.setDestroyMethodName(""));
        host.register(configuration);
        host.refresh();
        return host;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                HibernateJpaAutoConfiguration.class,
                DataJpaRepositoriesAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                QuartzAutoConfiguration.class
            })
    static class ManyChecks {

        @Bean
        PeakDataSource dataSource(Environment environment) {
            HikariDataSource pool =
                    TwoDataSources.pool(environment.getRequiredProperty("spring.datasource.url"), environment);
            pool.setMaximumPoolSize(20);
            return new PeakDataSource(pool);
        }

        @Bean
        CheckSource many() {
            return () -> IntStream.range(0, 200)
                    .mapToObj(i -> CheckDefinition.of(
                            new CheckKey("check-" + i),
                            "Check " + i,
                            ScheduleSpec.every("1s"),
                            context -> CheckResult.ok("fine").build()))
                    .toList();
        }
    }

    @Test
    void takesNoMoreThanThreeOfTheHostsConnections() {
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                ConfigurableApplicationContext host =
                        start(ManyChecks.class, WebApplicationType.NONE, arguments(database(), daemon, true))) {
            daemon.awaitReceived(600, Duration.ofSeconds(60));
            assertThat(host.getBean(PeakDataSource.class).peak()).isBetween(1, 3);
        }
    }
}
