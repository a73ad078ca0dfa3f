/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.CheckView;
import org.nscacheck.audit.FieldChange;
import org.nscacheck.check.Check;
import org.nscacheck.check.Confirmation;
import org.nscacheck.schedule.Durations;

/**
 * How a check is set, for everybody who may see it.
 *
 * @param arguments values of its parameters
 * @param places where it reports
 * @param attempts how often a state other than OK is looked at before it counts
 * @param timeLimit longest time that a run may take
 */
record CheckFacts(List<Argument> arguments, List<Place> places, String attempts, String timeLimit) {

    /**
     * The value of a parameter.
     *
     * @param own whether it is set for this check; otherwise the code's value is used
     */
    record Argument(String name, String value, boolean own) {}

    /** Host and service at a server. */
    record Place(String server, String target) {}

    /** Returns how the check runs, or null if it cannot because its code is gone. */
    static @Nullable CheckFacts of(CheckView view, ServerNames names) {
        Check check = view.effective();
        if (check == null) {
            return null;
        }
        return new CheckFacts(
                check.arguments().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(argument -> new Argument(
                                argument.getKey(),
                                argument.getValue(),
                                view.stored().settings().arguments().containsKey(argument.getKey())))
                        .toList(),
                check.destinations().stream()
                        .map(place -> new Place(
                                names.name(place.server()), place.target().toString()))
                        .toList(),
                attempts(check.confirmation()),
                Durations.text(check.timeout()));
    }

    /** Returns whether the name of an argument says that it holds a secret. */
    static boolean isSecret(String argument) {
        return new FieldChange("argument." + argument, null, null).isHidden();
    }

    private static String attempts(Confirmation confirmation) {
        if (confirmation.attempts() == 1) {
            return "1: a state other than OK counts at once";
        }
        return confirmation.attempts() + ", " + Durations.text(confirmation.retryInterval())
                + " apart; unconfirmed results " + (confirmation.reportEach() ? "are reported too" : "are kept here");
    }
}
