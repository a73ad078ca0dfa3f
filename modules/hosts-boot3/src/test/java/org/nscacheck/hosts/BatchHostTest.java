/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.HostArguments;
import org.nscacheck.testkit.TestDatabase;
import org.nscacheck.testkit.TestPostgres;
import org.nscacheck.testkit.nsca.FakeNscaDaemon;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.ITemplateEngine;

/** An application without web. */
@Tag("batch")
class BatchHostTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Mails mails() {
            return new Mails();
        }
    }

    @Test
    void runsAndDeliversItsCheckAndTellsItsHealth() {
        Versions.requireBoot3();
        Versions.requireAbsent("org.springframework.web.servlet.DispatcherServlet", "jakarta.servlet.Servlet");
        try (FakeNscaDaemon daemon = FakeNscaDaemon.builder().start();
                TestDatabase database = TestPostgres.shared().newDatabase();
                ConfigurableApplicationContext host =
                        new SpringApplicationBuilder(Application.class).run(HostArguments.of(database, daemon))) {
            Mails.requireResult(daemon);
            assertThat(host.getBean(HealthEndpoint.class).healthForPath("nsca").getStatus())
                    .isEqualTo(Status.UP);
            assertThat(host.getBeanNamesForType(Flyway.class)).isEmpty();
            assertThat(host.getBeanNamesForType(ITemplateEngine.class)).isEmpty();
        }
    }
}
