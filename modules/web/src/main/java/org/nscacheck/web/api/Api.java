/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.Alerts;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.Configurations;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.Overview;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.check.CheckId;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.token.Tokens;
import org.nscacheck.web.AccessPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * What all resources share: the services of the screens, and who may use them. A request needs a token, sent as {@code Authorization:
 * Bearer}; whoever is signed in to the application may read without one, so that no other site can have a browser change anything.
 * Thread-safe.
 *
 * @param services the services behind the resources
 * @param tokens knows who sends a token
 * @param policy says who is signed in, or null: then only tokens open anything
 */
public record Api(
        Services services, Tokens tokens, @Nullable AccessPolicy policy) {

    private static final Logger log = LoggerFactory.getLogger(Api.class);
    private static final String SCHEME = "bearer ";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Runs a check by its name, without recording or sending its result. */
    @FunctionalInterface
    public interface Trial {

        /** See {@code Engine.tryOut}. */
        CheckResult run(Actor actor, String name) throws InterruptedException;
    }

    /**
     * The services behind the resources. Each is asked for when a request needs it, because it exists only once all beans do.
     *
     * @param overview reads
     * @param administration changes
     * @param policies threshold rules, and who is told what and when
     * @param alerts what is wrong, and who was told
     * @param deliveries what waits to be sent
     * @param senders kinds of servers
     * @param trial runs a check without a trace
     * @param configurations all of it as text, and back
     */
    public record Services(
            Supplier<Overview> overview,
            Supplier<Administration> administration,
            Supplier<PolicyAdministration> policies,
            Supplier<Alerts> alerts,
            Supplier<Deliveries> deliveries,
            SenderFactories senders,
            Trial trial,
            Supplier<Configurations> configurations) {}

    Overview overview() {
        return services.overview().get();
    }

    Administration administration() {
        return services.administration().get();
    }

    Alerts alerts() {
        return services.alerts().get();
    }

    Deliveries deliveries() {
        return services.deliveries().get();
    }

    /** @throws NoSuchElementException if there is no such check */
    CheckView check(Actor actor, String id) {
        return overview()
                .check(actor, new CheckId(ApiController.uuid(id)))
                .orElseThrow(() -> new NoSuchElementException("This check does not exist, or was deleted."));
    }

    Configurations configurations() {
        return services.configurations().get();
    }

    PolicyAdministration policies() {
        return services.policies().get();
    }

    /**
     * Returns who sends a request.
     *
     * @throws ApiException with status 401 if that is not known
     * @throws NotPermittedException if this person may not even look
     */
    Actor admit(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return tokens.actor(authorization.substring(SCHEME.length()).strip())
                    .orElseThrow(() -> unauthorized("the token is wrong, has expired or was revoked"));
        }
        if (policy == null || !READING.contains(request.getMethod())) {
            throw unauthorized("send a token as Authorization: Bearer; an administrator makes one");
        }
        return signedIn(policy, request);
    }

    /** What the host's security throws would become a page with a login, which no program can fill in. */
    private static Actor signedIn(AccessPolicy policy, HttpServletRequest request) {
        try {
            return policy.actor(request);
        } catch (NotPermittedException e) {
            throw e;
        } catch (RuntimeException e) {
            log.debug("nobody is signed in", e);
            throw unauthorized("nobody is signed in: sign in, or send a token as Authorization: Bearer");
        }
    }

    private static ApiException unauthorized(String detail) {
        return new ApiException(HttpStatus.UNAUTHORIZED, detail);
    }
}
