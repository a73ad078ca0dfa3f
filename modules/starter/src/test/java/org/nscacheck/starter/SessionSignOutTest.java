/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nscacheck.web.AccessPolicy;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Who gets a button to sign out, and where it leads. */
class SessionSignOutTest {

    private static final SecurityFilterChain LOGOUT =
            new DefaultSecurityFilterChain(request -> true, new LogoutFilter("/", new SecurityContextLogoutHandler()));
    private static final SecurityFilterChain NO_LOGOUT = new DefaultSecurityFilterChain(request -> true);

    private static MockHttpServletRequest bySession() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Objects.requireNonNull(request.getSession())
                .setAttribute(
                        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, new SecurityContextImpl());
        return request;
    }

    @Test
    void whoeverIsSignedInByASessionSignsOutAtTheUsualPath() {
        assertThat(new SessionSignOut(() -> Stream.of(NO_LOGOUT, LOGOUT)).path(bySession()))
                .contains("/logout");
    }

    @Test
    void nobodySignsOutWhereTheLogoutOfSpringSecurityIsOff() {
        assertThat(new SessionSignOut(() -> Stream.of(NO_LOGOUT)).path(bySession()))
                .isEmpty();
    }

    @Test
    void whoeverSendsAPasswordWithEachRequestCannotSignOut() {
        MockHttpServletRequest basic = new MockHttpServletRequest();
        assertThat(new SessionSignOut(() -> Stream.of(LOGOUT)).path(basic)).isEmpty();
        assertThat(basic.getSession(false)).as("no session is begun for it").isNull();
    }

    private static WebApplicationContextRunner host() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        NscaCheckAutoConfiguration.class,
                        NscaWebSecurityAutoConfiguration.class,
                        NscaWebAutoConfiguration.class))
                .withUserConfiguration(Host.Database.class)
                .withBean(SecurityFilterChain.class, () -> LOGOUT)
                .withPropertyValues("nscacheck.host-name=shop-1", "nscacheck.web.roles.view=ROLE_USER");
    }

    @Test
    void thePropertySaysWhereOrThatThereIsNoButton() {
        host().run(context -> assertThat(context.getBean(AccessPolicy.class).signOut(bySession()))
                .contains("/logout"));
        host().withPropertyValues("nscacheck.web.sign-out-path=/sso/logout")
                .run(context -> assertThat(context.getBean(AccessPolicy.class).signOut(new MockHttpServletRequest()))
                        .contains("/sso/logout"));
        host().withPropertyValues("nscacheck.web.sign-out-path=")
                .run(context -> assertThat(context.getBean(AccessPolicy.class).signOut(bySession()))
                        .isEqualTo(Optional.empty()));
        host().withPropertyValues("nscacheck.web.sign-out-path=//elsewhere.example")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("sign-out-path '//elsewhere.example' must start with a slash"));
    }
}
