/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Notification;
import org.nscacheck.server.ServerId;

/** What becomes of one subject at one recipient. */
public sealed interface Decision {

    /** Returns the recipient. */
    ServerId notifier();

    /**
     * It is told now.
     *
     * @param notifier the recipient
     * @param notification what it is told
     * @param reason a sentence that says why, for the history
     * @param digest the batch that the recipient makes one message of, empty if it is told alone
     */
    record Tell(ServerId notifier, Notification notification, String reason, String digest) implements Decision {

        /** It is told alone. */
        public Tell(ServerId notifier, Notification notification, String reason) {
            this(notifier, notification, reason, "");
        }
    }

    /**
     * It is told nothing now.
     *
     * @param notifier the recipient
     * @param reason the rule that decided
     * @param until when that may change by itself, or null if that is not known
     * @param sentence for screens and history, such as {@code not sent: silenced until 2026-03-01 08:00 UTC by anna (deploy)}
     */
    record Hold(ServerId notifier, Reason reason, @Nullable Instant until, String sentence) implements Decision {}
}
