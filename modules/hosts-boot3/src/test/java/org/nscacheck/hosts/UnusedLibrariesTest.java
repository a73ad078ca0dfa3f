/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.dialect.IDialect;

/** When an application is taken to use a library that we bring too: any sign will do, and its exclusions count. */
@Tag("bare")
class UnusedLibrariesTest {

    private static TestDatabase database;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Neither {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Both {

        @Bean
        FlywayConfigurationCustomizer otherTable() {
            return configuration -> configuration.table("other_history").baselineOnMigrate(true);
        }

        @Bean
        IDialect dialect() {
            return () -> "own";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    static class WithoutFlyway {

        @Bean
        FlywayConfigurationCustomizer otherTable() {
            return configuration -> configuration.table("other_history").baselineOnMigrate(true);
        }
    }

    @BeforeAll
    static void open() {
        database = TestPostgres.shared().newDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static List<Boolean> flywayAndThymeleaf(Class<?> host, Map<String, Object> devtools, String... more) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new MapPropertySource("devtools", devtools));
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(host)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .properties(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password(),
                        "spring.main.banner-mode=off",
                        "nscacheck.enabled=false")
                .run(more)) {
            return List.of(
                    application.getBeanNamesForType(Flyway.class).length > 0,
                    application.getBeanNamesForType(ITemplateEngine.class).length > 0);
        }
    }

    @Test
    void noneWithoutASign() {
        assertThat(flywayAndThymeleaf(Neither.class, Map.of("spring.thymeleaf.cache", "false")))
                .containsExactly(false, false);
    }

    @Test
    void aPropertyIsASign() {
        assertThat(flywayAndThymeleaf(Neither.class, Map.of(), "--spring.flyway.enabled=true"))
                .containsExactly(true, false);
        assertThat(flywayAndThymeleaf(Neither.class, Map.of(), "--spring.thymeleaf.cache=true"))
                .containsExactly(false, true);
    }

    @Test
    void aBeanIsASign() {
        assertThat(flywayAndThymeleaf(Both.class, Map.of())).containsExactly(true, true);
    }

    @Test
    void whatTheApplicationExcludesStaysAway() {
        assertThat(flywayAndThymeleaf(WithoutFlyway.class, Map.of())).containsExactly(false, false);
    }
}
