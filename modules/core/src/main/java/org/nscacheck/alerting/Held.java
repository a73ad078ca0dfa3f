/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why something is not told now.
 *
 * @param reason the rule
 * @param until when the rule ends by itself, or null if that is not known
 * @param lookAt when to look again, or null if only something new can change it
 * @param sentence for people
 */
record Held(
        Reason reason, @Nullable Instant until, @Nullable Instant lookAt, String sentence) {

    /** Held until a time at which it is looked at again. */
    static Held until(Reason reason, @Nullable Instant end, String sentence) {
        return new Held(reason, end, end, sentence);
    }
}
