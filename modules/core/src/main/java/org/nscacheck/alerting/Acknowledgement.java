/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.notification.Severity;

/**
 * Somebody has taken a problem on. It ends with the problem, with its expiry, or when the problem becomes worse than the one
 * that was acknowledged; the next problem is told again.
 *
 * @param by who, 1 to 200 characters
 * @param reason why, up to 1000 characters, may be empty
 * @param at when
 * @param until when it ends even if the problem does not; null for only with the problem
 * @param severity how bad it was: a worse state is not acknowledged
 */
public record Acknowledgement(
        String by, String reason, Instant at, @Nullable Instant until, Severity severity) {

    /** @throws RefusedException if nobody is named, a text is too long, it ends before it begins, or nothing is wrong */
    public Acknowledgement {
        Texts.limit("the name of who acknowledges", by, 1, 200);
        Texts.limit("the reason of an acknowledgement", reason, 0, 1000);
        if (until != null && !until.isAfter(at)) {
            throw new RefusedException("the acknowledgement would end at " + until + ", before it begins at " + at);
        }
        if (severity == Severity.OKAY) {
            throw new RefusedException("nothing is wrong, so there is nothing to acknowledge");
        }
    }

    /** Returns whether it covers a state at a time. */
    boolean covers(Severity state, Instant now) {
        return state.compareTo(severity) <= 0 && !isExpired(now);
    }

    boolean isExpired(Instant now) {
        return until != null && !until.isAfter(now);
    }
}
