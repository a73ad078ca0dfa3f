/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets in without a login of the application who brings a key of its own: agents in what they post, pollers in a header. No cookie
 * counts there, so that there is nothing that another site could have a browser send. Everything else stays as the application has
 * it; its own chains are there already when this one is added, so that none of Boot's stands back.
 */
@AutoConfiguration(
        after = {NscaOverCAutoConfiguration.class, NscaPluginEndpointAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
@ConditionalOnBean(SecurityFilterChain.class)
@Conditional(NscaKeyedPathsAutoConfiguration.OnAnyPath.class)
class NscaKeyedPathsAutoConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain nscaKeyedPathsFilterChain(HttpSecurity http, NscaCheckProperties properties) throws Exception {
        List<String> paths = new ArrayList<>();
        if (properties.overc().enabled()) {
            paths.add(properties.overc().prefix() + "/api/**");
        }
        if (properties.web().pluginToken() != null) {
            paths.add(properties.web().basePath() + "/plugin/**");
        }
        return http.securityMatchers(matchers -> matchers.requestMatchers(paths.toArray(String[]::new)))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Whether there is such a path. */
    static class OnAnyPath extends AnyNestedCondition {

        OnAnyPath() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBooleanProperty(name = "nscacheck.overc.enabled")
        static class Agents {}

        @ConditionalOnProperty(name = "nscacheck.web.plugin-token")
        static class Pollers {}
    }
}
