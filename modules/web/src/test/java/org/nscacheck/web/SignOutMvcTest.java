/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.security.RoleAccessPolicy;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

/** The button by which people sign out of the application. */
class SignOutMvcTest {

    private static final String BUTTON =
            "<form method=\"post\" action=\"/shop/bye\"><button class=\"quiet\">Sign out</button>";

    private static RunningScreens running;

    @BeforeAll
    static void start() throws Exception {
        running = RunningScreens.with(List.of());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private static MockHttpServletResponse page() throws Exception {
        return running.answer(get("/shop/nscacheck/checks").contextPath("/shop"));
    }

    @Test
    void standsBesideTheNameWhereThePolicyKnowsAWay() throws Exception {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "anna", "n/a", AuthorityUtils.createAuthorityList("ROLE_USER")));
        running.policy =
                new RoleAccessPolicy(Map.of(Permission.VIEW, List.of("ROLE_USER")), request -> Optional.of("/bye"));

        assertThat(page().getContentAsString()).contains("Signed in as <strong>anna</strong>", BUTTON);
    }

    @Test
    void isNotThereWhereThePolicyKnowsNone() throws Exception {
        running.policy = request -> new Actor("anna", Permission.ADMINISTER);

        assertThat(page().getContentAsString())
                .contains("Signed in as <strong>anna</strong>")
                .doesNotContain("Sign out");
    }

    @Test
    void isOnNoPageOfAnErrorBecauseThatKnowsNobody() throws Exception {
        running.policy =
                new RoleAccessPolicy(Map.of(Permission.VIEW, List.of("ROLE_USER")), request -> Optional.of("/bye"));

        MockHttpServletResponse answer = page();
        assertThat(answer.getStatus()).isEqualTo(403);
        assertThat(answer.getContentAsString()).doesNotContain("Sign out");
    }
}
