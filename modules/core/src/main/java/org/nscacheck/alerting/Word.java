/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notification.Severity;

/**
 * What one recipient was told last about one subject.
 *
 * @param severity the last word, or null if there was none
 * @param at when it was said, or null
 * @param resultAt which result it was about, or null
 * @param flapping whether the recipient's route holds further words because the state changes too often
 * @param gatheredUntil until when a word was gathered with others, or null
 * @param held why nothing was told at the last look, or null if something was
 */
public record Word(
        @Nullable Severity severity,
        @Nullable Instant at,
        @Nullable Instant resultAt,
        boolean flapping,
        @Nullable Instant gatheredUntil,
        @Nullable Reason held) {

    /** Nothing was ever said. */
    public static final Word NONE = new Word(null, null, null, false, null, null);

    /** Returns whether the recipient believes that something is wrong. */
    public boolean isBad() {
        return severity != null && severity != Severity.OKAY;
    }

    Word told(Severity word, Instant now, Instant result) {
        return new Word(word, now, result, flapping, null, null);
    }

    Word held(@Nullable Reason reason) {
        Instant gathered = reason == Reason.GATHERING ? gatheredUntil : null;
        return new Word(severity, at, resultAt, flapping, gathered, reason);
    }

    Word gathered(@Nullable Instant until) {
        return new Word(severity, at, resultAt, flapping, until, held);
    }

    Word flapping(boolean now) {
        return new Word(severity, at, resultAt, now, gatheredUntil, held);
    }
}
