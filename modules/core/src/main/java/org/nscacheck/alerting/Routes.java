/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.ServerId;

/**
 * The routes in their order. The first that is for a subject, a severity and a time names its recipients, then the next, until one
 * says stop. Immutable.
 */
public final class Routes {

    private final List<Route> routes;

    /** @param routes in any order */
    public Routes(List<Route> routes) {
        this.routes =
                routes.stream().sorted(Comparator.comparingInt(Route::position)).toList();
    }

    /** How a recipient is reached. */
    enum Mode {
        /** It is told. */
        DIRECT,
        /** It is told if nobody acknowledges in time. */
        ESCALATED,
        /** It is told only what follows from what it was told: the route is not for this severity or time. */
        FOLLOWED
    }

    /** A recipient, and the route that decides how it is told. */
    record Reach(ServerId notifier, Mode mode, Route route) {

        Reach or(Reach other) {
            return other.mode.compareTo(mode) < 0 ? other : this;
        }
    }

    /**
     * Whether a route matches.
     *
     * @param route the route
     * @param matches whether it does
     * @param reason a sentence that says why, or why not
     * @param told who would be told by it at once, after its delay
     * @param escalated who would be told by it if nobody acknowledges
     */
    public record Answer(Route route, boolean matches, String reason, List<ServerId> told, List<ServerId> escalated) {}

    /** Answers who would get a word of this severity about a subject at a time, route by route. */
    public List<Answer> whoWouldGet(Subject subject, Severity severity, Instant at) {
        List<Answer> answers = new ArrayList<>();
        Route stopper = null;
        for (Route route : routes) {
            String against = against(route, subject, severity, at, stopper);
            boolean matches = against.isEmpty();
            String reason = matches ? "matches" + (route.stop() ? ", later routes are not asked" : "") : against;
            answers.add(new Answer(
                    route,
                    matches,
                    reason,
                    matches ? route.notifiers() : List.of(),
                    matches && severity != Severity.OKAY ? route.escalation().to() : List.of()));
            stopper = matches && route.stop() ? route : stopper;
        }
        return answers;
    }

    private static String against(
            Route route, Subject subject, Severity severity, Instant at, @Nullable Route stopper) {
        if (stopper != null) {
            return "not asked: '" + stopper.name() + "' matches and stops";
        }
        RouteMatch when = route.when();
        if (!when.match().matches(subject)) {
            return "does not match: it is for " + when.match();
        }
        if (!when.isFor(severity)) {
            return "does not match: it is for "
                    + when.severities().stream().sorted().toList() + ", not " + severity;
        }
        return when.isAt(at) ? "" : "does not match: it is for " + when.times();
    }

    /** Returns who is reached, each by the route that comes first, and tells before escalates before follows up. */
    Map<ServerId, Reach> reaches(Subject subject, Severity severity, Instant at) {
        Map<ServerId, Reach> reaches = new LinkedHashMap<>();
        for (Answer answer : whoWouldGet(subject, severity, at)) {
            if (answer.matches || answer.route.when().match().matches(subject)) {
                Route route = answer.route;
                Mode direct = answer.matches ? Mode.DIRECT : Mode.FOLLOWED;
                Mode escalated = answer.matches && severity != Severity.OKAY ? Mode.ESCALATED : Mode.FOLLOWED;
                route.notifiers().forEach(id -> reaches.merge(id, new Reach(id, direct, route), Reach::or));
                route.escalation().to().forEach(id -> reaches.merge(id, new Reach(id, escalated, route), Reach::or));
            }
        }
        return reaches;
    }

    /** Returns when a route for this subject and severity becomes one for this time, or null. */
    @Nullable
    Instant nextBegin(Subject subject, Severity severity, Instant after) {
        Instant first = null;
        for (Route route : routes) {
            Weekly times = route.when().times();
            boolean fits = route.when().match().matches(subject) && route.when().isFor(severity);
            first = fits && times != null ? LookAgain.earlier(first, times.nextBegin(after)) : first;
        }
        return first;
    }
}
