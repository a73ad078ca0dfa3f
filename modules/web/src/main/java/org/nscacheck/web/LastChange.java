/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.server.Change;

/**
 * Who changed something last, on its page.
 *
 * @param by who
 * @param at when
 * @param address of all that was done to it, below the path of the screens
 */
record LastChange(String by, Words.Moment at, String address) {

    /** Returns the line, or null if it is not known. */
    static @Nullable LastChange of(Optional<Change> change, Words words, Instant now, AuditKind kind, Object id) {
        return change.map(last -> new LastChange(
                        last.by().equals(Change.APPLICATION) ? "the application" : last.by(),
                        words.of(last.at(), now),
                        ActivityAddress.of(kind, id.toString())))
                .orElse(null);
    }
}
