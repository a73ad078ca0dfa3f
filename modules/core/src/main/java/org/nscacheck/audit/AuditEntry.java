/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.time.Instant;
import java.util.List;

/**
 * An entry of the trail.
 *
 * @param id grows from entry to entry
 * @param at when it was done, by the database's clock
 * @param note what was done
 */
public record AuditEntry(long id, Instant at, AuditNote note) {

    /** Returns who did it. */
    public String actor() {
        return note.actor();
    }

    /** Returns what was done. */
    public AuditAction action() {
        return note.action();
    }

    /** Returns what it was done to. */
    public AuditSubject subject() {
        return note.subject();
    }

    /** Returns what is different since then. */
    public List<FieldChange> changes() {
        return note.changes();
    }
}
