/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Lets in without a login of the application who brings a key of its own: agents in what they post, pollers and programs in a header. No cookie
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
        boolean api = properties.api().enabled();
        String apiPath = properties.web().basePath() + "/api/v1/";
        return http.securityMatchers(matchers -> {
                    paths.forEach(matchers::requestMatchers);
                    if (api) {
                        matchers.requestMatchers(
                                request -> hasToken(request) && path(request).startsWith(apiPath));
                    }
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Without a token a request of the API belongs to whoever is signed in, which the application's own chain knows. */
    private static boolean hasToken(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length());
    }

    /** Returns the path below the application's own and the dispatcher's, decoded. */
    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
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

        @ConditionalOnBooleanProperty(name = "nscacheck.api.enabled")
        static class Programs {}
    }
}
