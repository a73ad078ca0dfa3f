/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Notification.Kind;

/**
 * What one recipient is owed before anything holds it.
 *
 * @param kind what it is to be told, or null for nothing
 * @param held why it is owed nothing, or null if there is nothing to say about it
 * @param reason why it is owed something, for the history
 * @param later when more becomes due by itself, or null
 */
record Due(
        @Nullable Kind kind,
        @Nullable Held held,
        String reason,
        @Nullable Instant later) {

    static final Due NOTHING = new Due(null, null, "", null);

    static Due now(Kind kind, String reason) {
        return new Due(kind, null, reason, null);
    }

    static Due not(Reason reason, String sentence) {
        return new Due(null, Held.until(reason, null, sentence), "", null);
    }

    Due later(@Nullable Instant time) {
        return new Due(kind, held, reason, time);
    }
}
