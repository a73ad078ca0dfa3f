/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.security.RoleAccessPolicy;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class RoleAccessPolicyTest {

    private final RoleAccessPolicy policy = new RoleAccessPolicy(Map.of(
            Permission.VIEW, List.of("ROLE_USER", "ROLE_GUEST"),
            Permission.ADMINISTER, List.of("ROLE_ADMIN")));

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private Actor actor() {
        return policy.actor(new MockHttpServletRequest());
    }

    private static void signIn(String... authorities) {
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                        "anna", "n/a", AuthorityUtils.createAuthorityList(authorities)));
    }

    @Test
    void givesTheHighestPermissionThatAnyAuthorityGives() {
        signIn("ROLE_USER");
        assertThat(actor()).isEqualTo(new Actor("anna", Permission.VIEW));
        signIn("ROLE_USER", "ROLE_ADMIN");
        assertThat(actor()).isEqualTo(new Actor("anna", Permission.ADMINISTER));
    }

    @Test
    void refusesWhoHasNoneOfTheAuthorities() {
        signIn("ROLE_OTHER");
        assertThatThrownBy(this::actor)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContainingAll("anna", "ROLE_ADMIN", "ROLE_GUEST");
    }

    @Test
    void sendsStrangersToTheLogin() {
        SecurityContextHolder.getContext()
                .setAuthentication(new AnonymousAuthenticationToken(
                        "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_USER")));
        assertThatThrownBy(this::actor).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void refusesEverybodyWhereNoFilterOfTheHostIsAtWork() {
        assertThatThrownBy(this::actor)
                .isInstanceOf(NotPermittedException.class)
                .hasMessageContaining("SecurityFilterChain");
    }

    @Test
    void needsAtLeastOneAuthority() {
        assertThatThrownBy(() -> new RoleAccessPolicy(Map.of(Permission.VIEW, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
