/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nscacheck.web.SignOut;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * The sign-out of Spring Security at its usual path, for whoever is signed in by a session. Whoever sends a password or a token
 * with each request would be signed in again by the next one. Thread-safe.
 */
final class SessionSignOut implements SignOut {

    private static final String USUAL = "/logout";

    private final Supplier<Stream<SecurityFilterChain>> chains;

    /** @param chains all filters of the application, asked for at each request */
    SessionSignOut(Supplier<Stream<SecurityFilterChain>> chains) {
        this.chains = chains;
    }

    @Override
    public Optional<String> path(HttpServletRequest request) {
        return isBySession(request) && signsOut() ? Optional.of(USUAL) : Optional.empty();
    }

    private static boolean isBySession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) != null;
    }

    private boolean signsOut() {
        return chains.get().flatMap(chain -> chain.getFilters().stream()).anyMatch(LogoutFilter.class::isInstance);
    }
}
