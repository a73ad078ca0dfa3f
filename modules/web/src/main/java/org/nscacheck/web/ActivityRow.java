/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import org.nscacheck.admin.Activity;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.FieldChange;

/**
 * A line of the list of what was done.
 *
 * @param id of the entry
 * @param at when it was done
 * @param who did it
 * @param what such as "Changed check"
 * @param subject what it was done to
 * @param changes what is different since then
 * @param undoable whether it may be undone
 */
record ActivityRow(
        long id,
        Words.Moment at,
        String who,
        String what,
        Subject subject,
        List<Difference> changes,
        boolean undoable) {

    /**
     * What it was done to.
     *
     * @param name what it was called then
     * @param page address of its page below the path of the screens, may be empty
     */
    record Subject(String name, String page) {}

    /** A field and its values in words. */
    record Difference(String field, String before, String after) {

        static Difference of(FieldChange change) {
            return new Difference(
                    change.field(), ActivityWords.value(change.before()), ActivityWords.value(change.after()));
        }
    }

    /**
     * @param at when it was done, in words
     * @param page address of the page of its subject, may be empty
     */
    static ActivityRow of(AuditEntry entry, Words.Moment at, String page) {
        return new ActivityRow(
                entry.id(),
                at,
                ActivityWords.actor(entry.actor()),
                ActivityWords.of(entry.action()) + " "
                        + ActivityWords.of(entry.subject().kind()),
                new Subject(entry.subject().name(), page),
                entry.changes().stream().map(Difference::of).toList(),
                Activity.isUndoable(entry));
    }
}
