/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerPortFileWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A host with two checks, one behind a proxy, and with pages where it is a web application; can be started as a process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            HibernateJpaAutoConfiguration.class,
            DataJpaRepositoriesAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            QuartzAutoConfiguration.class
        })
class SmallShop {

    /** What its screens need; under AOT it must be said when the application is built, too. */
    static final String ROLE = "--nscacheck.web.roles.administer=ROLE_ADMIN";

    /** Writes its port to the file that the system property {@code portfile} names. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(SmallShop.class);
        application.addListeners(new WebServerPortFileWriter());
        application.run(arguments);
    }

    @Bean
    Mails mails() {
        return new Mails();
    }

    @Bean
    Stock stock() {
        return new Stock();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    static class Pages {

        @Bean
        SecurityFilterChain pages(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/nscacheck/**")
                            .hasRole("ADMIN")
                            .anyRequest()
                            .permitAll())
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

        /** Tells on which thread requests are served. */
        @RestController
        static class ThreadPage {

            @GetMapping("/thread")
            String thread() {
                return Thread.currentThread().toString();
            }
        }
    }
}
