/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.SignOut;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Reads permissions from the authorities of Spring Security. Whoever is not signed in is sent to the host's own login.
 * Thread-safe.
 */
public final class RoleAccessPolicy implements AccessPolicy {

    private final Map<Permission, Set<String>> authorities = new EnumMap<>(Permission.class);
    private final SignOut signOut;

    /** As the other one, without a button to sign out. */
    public RoleAccessPolicy(Map<Permission, ? extends Collection<String>> authorities) {
        this(authorities, request -> Optional.empty());
    }

    /**
     * @param authorities for each permission the authorities that give it, such as {@code ROLE_ADMIN}; a permission that is
     *     missing is given by the higher ones only
     * @param signOut where people sign out
     * @throws IllegalArgumentException if nobody would have any permission
     */
    public RoleAccessPolicy(Map<Permission, ? extends Collection<String>> authorities, SignOut signOut) {
        this.signOut = signOut;
        authorities.forEach((permission, names) -> this.authorities.put(permission, Set.copyOf(names)));
        if (this.authorities.values().stream().allMatch(Set::isEmpty)) {
            throw new IllegalArgumentException("no authority has any permission, so nobody could use the screens");
        }
    }

    @Override
    public Optional<String> signOut(HttpServletRequest request) {
        return signOut.path(request);
    }

    @Override
    public Actor actor(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null) {
            throw new NotPermittedException(
                    "no security filter of the application covers this address: add a rule for it"
                            + " to its SecurityFilterChain");
        }
        if (authentication instanceof AnonymousAuthenticationToken || !authentication.isAuthenticated()) {
            throw new AccessDeniedException("not signed in");
        }
        Set<String> held = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        for (Permission permission : List.of(Permission.ADMINISTER, Permission.OPERATE, Permission.VIEW)) {
            if (authorities.getOrDefault(permission, Set.of()).stream().anyMatch(held::contains)) {
                return new Actor(authentication.getName(), permission);
            }
        }
        throw new NotPermittedException("'" + authentication.getName() + "' has none of the authorities "
                + authorities.values().stream().flatMap(Set::stream).sorted().toList());
    }
}
