/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.ServerId;

/**
 * Leads from subjects to recipients. Routes are asked in the order of their positions; the first that names a recipient decides
 * how it is told.
 *
 * @param position its place among the others
 * @param name for people, 1 to 200 characters
 * @param when what it is for
 * @param notifiers who is told
 * @param stop whether routes after it are not asked if it matches
 * @param holds how patient it is
 * @param escalation who is told if nobody acknowledges
 */
public record Route(
        int position,
        String name,
        RouteMatch when,
        List<ServerId> notifiers,
        boolean stop,
        Holds holds,
        Escalation escalation) {

    /** What a form asks for. */
    public static final List<Setting> SETTINGS = RouteFields.SETTINGS;

    /** @throws RefusedException if it has no name, or its limits of flapping have no way between them */
    public Route {
        Texts.limit("the name of a route", name, 1, 200);
        if (holds.flaps().end() >= holds.flaps().begin()) {
            throw new RefusedException(
                    "flapping would end with " + holds.flaps().end() + " changes and begin with "
                            + holds.flaps().begin() + ": the end must be less");
        }
        notifiers = List.copyOf(notifiers);
    }

    /** Returns a route for everything that tells at once. */
    public static Route to(ServerId... notifiers) {
        return new Route(0, "all", RouteMatch.ALL, List.of(notifiers), false, Holds.NONE, Escalation.NONE);
    }

    /** Reads one from its settings, or returns empty and adds what is wrong to the faults. */
    public static Optional<Route> read(Map<String, String> settings, List<String> faults) {
        return PolicyReader.read(settings, SETTINGS, faults, RouteFields::read);
    }

    /** Returns the settings that {@link #read} makes an equal one of. */
    public Map<String, String> settings() {
        return RouteFields.settings(this);
    }
}
