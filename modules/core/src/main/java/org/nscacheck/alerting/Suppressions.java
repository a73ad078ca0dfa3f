/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rules that hold a subject back from everybody, in their order. */
final class Suppressions {

    private Suppressions() {}

    /** Returns why nobody is told, or null if people may be. */
    static @Nullable Held find(
            Subject subject, Condition condition, Context context, @Nullable Acknowledgement acknowledgement) {
        Held held = maintenance(subject, context);
        if (held == null) {
            held = silence(subject, context);
        }
        if (held == null && !condition.isEnded()) {
            held = Parents.find(subject, condition, context);
        }
        return held == null && condition.isBad() && acknowledgement != null ? acknowledged(acknowledgement) : held;
    }

    private static @Nullable Held maintenance(Subject subject, Context context) {
        for (Window window : context.policies().windows()) {
            Instant end = window.openUntil(subject, context.now());
            if (end != null) {
                return Held.until(
                        Reason.MAINTENANCE, end, "maintenance until " + Texts.minute(end) + " (" + window.name() + ")");
            }
        }
        return null;
    }

    private static @Nullable Held silence(Subject subject, Context context) {
        return context.policies().silences().stream()
                .filter(silence -> silence.covers(subject, context.now()))
                .max(Comparator.comparing(Silence::ends))
                .map(silence -> Held.until(
                        Reason.SILENCED,
                        silence.ends(),
                        "silenced until " + Texts.minute(silence.ends()) + " by " + silence.by() + " ("
                                + silence.reason() + ")"))
                .orElse(null);
    }

    private static Held acknowledged(Acknowledgement given) {
        Instant until = given.until();
        return Held.until(
                Reason.ACKNOWLEDGED,
                until,
                "acknowledged " + (until == null ? "until it is clear" : "until " + Texts.minute(until)) + " by "
                        + given.by() + (given.reason().isEmpty() ? "" : " (" + given.reason() + ")"));
    }
}
