/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.alerting.Acknowledgement;
import org.nscacheck.alerting.Open;
import org.nscacheck.notification.Severity;

/**
 * What is wrong with a check, or believed to be by somebody who was told so.
 *
 * @param check the check, or an id made of something outside
 * @param node name of the node, empty for a check that runs once
 * @param name what people call it
 * @param severity how bad it is
 * @param since when it came into this state
 * @param message what its newest result says
 * @param acknowledged who takes care of it, or null
 */
record ProblemItem(
        UUID check,
        String node,
        String name,
        Severity severity,
        Instant since,
        String message,
        @Nullable Acknowledged acknowledged) {

    /**
     * Somebody takes care.
     *
     * @param by who
     * @param reason why, may be empty
     * @param at when
     * @param until when that ends, or null for as long as the problem lasts
     */
    record Acknowledged(
            String by, String reason, Instant at, @Nullable Instant until) {

        static @Nullable Acknowledged of(@Nullable Acknowledgement given) {
            return given == null ? null : new Acknowledged(given.by(), given.reason(), given.at(), given.until());
        }
    }

    static ProblemItem of(Open open) {
        return new ProblemItem(
                open.subject().check().value(),
                open.subject().node(),
                open.subject().name(),
                open.condition().severity(),
                open.condition().since(),
                open.condition().message(),
                Acknowledged.of(open.memory().acknowledgement()));
    }
}
