/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import jakarta.servlet.DispatcherType;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Who may do what in the demo: the status page is for everybody, the screens want a login. The passwords are the names, which
 * is why the demo listens on the loopback address only.
 */
@Configuration(proxyBeanMethods = false)
class Security {

    @Bean
    SecurityFilterChain loginForScreens(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/", "/status.css", "/icon.svg")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(Customizer.withDefaults())
                .requestCache(cache -> cache.requestCache(pages()))
                .build();
    }

    /** What a person comes back to after the login: a page, but neither that of an error nor what belongs to a page. */
    private static RequestCache pages() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> request.getMethod().equals("GET")
                && request.getDispatcherType() == DispatcherType.REQUEST
                && String.valueOf(request.getHeader("Accept")).contains("text/html"));
        return cache;
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(user("viewer"), user("operator"), user("admin"));
    }

    private static UserDetails user(String name) {
        return User.withUsername(name)
                .password("{noop}" + name)
                .roles(name.toUpperCase(Locale.ROOT))
                .build();
    }
}
