/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Activity;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Administration;
import org.nscacheck.admin.Alerts;
import org.nscacheck.admin.Configurations;
import org.nscacheck.admin.Deliveries;
import org.nscacheck.admin.Overview;
import org.nscacheck.admin.PolicyAdministration;
import org.nscacheck.admin.TryOuts;
import org.nscacheck.push.AgentAdministration;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.token.Tokens;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.View;

/**
 * What all screens share: the services behind them, who may use them, and a template engine of their own. The engine and
 * its resolver are no beans, because Spring Boot gives an application no engine of its own where it sees one. Thread-safe.
 */
public final class Screens {

    private final Services services;
    private final SenderFactories senders;
    private final AccessPolicy policy;
    private final Templates templates;
    private final Assets assets;
    private final String basePath;
    private final Words words;
    private final @Nullable AgentAdministration agents;
    private final InstantSource clock;
    private final @Nullable Tokens tokens;

    /**
     * The services behind the screens. Each is asked for when a page needs it, because it exists only once all beans do.
     *
     * @param overview reads
     * @param administration changes
     * @param policies threshold rules, and who is told what and when
     * @param alerts what is wrong, and who was told
     * @param activity who did what
     * @param tryOuts runs of checks for whoever asks
     * @param deliveries what waits to be sent
     * @param configurations all of it as text, and back
     */
    public record Services(
            Supplier<Overview> overview,
            Supplier<Administration> administration,
            Supplier<PolicyAdministration> policies,
            Supplier<Alerts> alerts,
            Supplier<Activity> activity,
            Supplier<TryOuts> tryOuts,
            Supplier<Deliveries> deliveries,
            Supplier<Configurations> configurations) {}

    /**
     * What the screens are made of.
     *
     * @param services the services behind them
     * @param senders kinds of servers
     * @param policy who may do what
     * @param basePath path of the screens below the application's own, such as {@code /nscacheck}
     * @param zone time zone in which times are shown
     * @param agents what pushes states to this application; null if nothing may
     * @param clock tells how long ago something was
     * @param tokens tokens of the REST API; null if that is off
     */
    public record Parts(
            Services services,
            SenderFactories senders,
            AccessPolicy policy,
            String basePath,
            ZoneId zone,
            @Nullable AgentAdministration agents,
            InstantSource clock,
            @Nullable Tokens tokens) {

        /** @throws IllegalArgumentException if the base path is no path */
        public Parts {
            if (!basePath.matches("(/[A-Za-z0-9._~-]+)+")) {
                throw new IllegalArgumentException("base path '" + basePath
                        + "' must start with a slash, end with none, and consist of letters, digits and . _ ~ -");
            }
        }
    }

    public Screens(Parts parts, ApplicationContext context) {
        this.services = parts.services;
        this.senders = parts.senders;
        this.policy = parts.policy;
        this.basePath = parts.basePath;
        this.assets = new Assets();
        this.words = new Words(parts.zone);
        this.agents = parts.agents;
        this.clock = parts.clock;
        this.tokens = parts.tokens;
        this.templates = new Templates(context);
    }

    Overview overview() {
        return services.overview.get();
    }

    Administration administration() {
        return services.administration.get();
    }

    PolicyAdministration policies() {
        return services.policies.get();
    }

    Alerts alerts() {
        return services.alerts.get();
    }

    Activity activity() {
        return services.activity.get();
    }

    TryOuts tryOuts() {
        return services.tryOuts.get();
    }

    Deliveries deliveries() {
        return services.deliveries.get();
    }

    Configurations configurations() {
        return services.configurations.get();
    }

    /** Returns what pushes states to this application, or empty if nothing may. */
    Optional<AgentAdministration> agents() {
        return Optional.ofNullable(agents);
    }

    /** Returns the time of this machine, for how long ago something was. */
    Instant now() {
        return clock.instant();
    }

    /** Returns the tokens of the REST API, unless that is off. */
    Optional<Tokens> tokens() {
        return Optional.ofNullable(tokens);
    }

    SenderFactories senders() {
        return senders;
    }

    Assets assets() {
        return assets;
    }

    Words words() {
        return words;
    }

    String basePath() {
        return basePath;
    }

    View view(String template) {
        return templates.view(template);
    }

    /** Returns the path below the application's own at which whoever sent a request signs out, or null if there is none. */
    @Nullable
    String signOut(HttpServletRequest request) {
        return policy.signOut(request).orElse(null);
    }

    /** Lets a request in: known sender, same origin, strict headers on the answer. */
    Actor admit(HttpServletRequest request, HttpServletResponse response) {
        StrictHeaders.set(response);
        SameOrigin.require(request);
        return policy.actor(request);
    }
}
