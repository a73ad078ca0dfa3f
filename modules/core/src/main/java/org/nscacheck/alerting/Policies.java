/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nscacheck.server.ServerId;

/**
 * All that people have decided about notifications. Immutable.
 *
 * @param recipients the notifiers that exist, by id
 * @param routes in the order in which they are asked
 * @param silences those in force, or more
 * @param windows maintenance
 * @param quietHours of recipients
 * @param dependencies between checks, the one on the heartbeat among them
 * @param digest when many words become one message
 */
public record Policies(
        Map<ServerId, Recipient> recipients,
        List<Route> routes,
        List<Silence> silences,
        List<Window> windows,
        List<QuietHours> quietHours,
        List<Dependency> dependencies,
        DigestLimits digest) {

    /** Nobody is told anything. */
    public static final Policies NONE =
            new Policies(Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), DigestLimits.DEFAULT);

    public Policies {
        recipients = Map.copyOf(recipients);
        routes =
                routes.stream().sorted(Comparator.comparingInt(Route::position)).toList();
        silences = List.copyOf(silences);
        windows = List.copyOf(windows);
        quietHours = List.copyOf(quietHours);
        dependencies = List.copyOf(dependencies);
    }

    /** Returns the same with other recipients and routes. */
    public Policies with(List<Recipient> others, List<Route> otherRoutes) {
        return new Policies(
                others.stream().collect(Collectors.toMap(Recipient::id, Function.identity())),
                otherRoutes,
                silences,
                windows,
                quietHours,
                dependencies,
                digest);
    }

    /** Returns the same with other silences. */
    public Policies withSilences(List<Silence> others) {
        return new Policies(recipients, routes, others, windows, quietHours, dependencies, digest);
    }

    /** Returns the same with other maintenance windows. */
    public Policies withWindows(List<Window> others) {
        return new Policies(recipients, routes, silences, others, quietHours, dependencies, digest);
    }

    /** Returns the same with other quiet hours. */
    public Policies withQuietHours(List<QuietHours> others) {
        return new Policies(recipients, routes, silences, windows, others, dependencies, digest);
    }

    /** Returns the same with other dependencies. */
    public Policies withDependencies(List<Dependency> others) {
        return new Policies(recipients, routes, silences, windows, quietHours, others, digest);
    }

    /** Returns the same with other limits of digests. */
    public Policies withDigest(DigestLimits other) {
        return new Policies(recipients, routes, silences, windows, quietHours, dependencies, other);
    }

    /** Returns a recipient's name for sentences. */
    String name(ServerId id) {
        Recipient recipient = recipients.get(id);
        return recipient == null ? id.toString() : recipient.name();
    }
}
