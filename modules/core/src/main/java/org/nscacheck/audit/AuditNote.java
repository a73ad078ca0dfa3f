/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be entered, before it has a number and a time.
 *
 * @param actor who did it: a person by name, or the application
 * @param action what was done
 * @param subject what it was done to
 * @param changes what is different since then, or what was said about it, by field
 */
public record AuditNote(String actor, AuditAction action, AuditSubject subject, List<FieldChange> changes) {

    /** Field that says until when something is paused; what changes nothing else is a pause, or its end. */
    public static final String PAUSED_UNTIL = "paused-until";

    public AuditNote {
        changes = List.copyOf(changes);
    }

    /** Returns a note of something that changes no setting. */
    public static AuditNote of(String actor, AuditAction action, AuditSubject subject, FieldChange... said) {
        return new AuditNote(actor, action, subject, List.of(said));
    }

    /**
     * Returns a note of what changed, or empty if nothing did.
     *
     * @param before values by field, empty if it is new
     * @param after values by field, empty if it exists no longer
     */
    public static Optional<AuditNote> ofChange(
            String actor, AuditSubject subject, Map<String, String> before, Map<String, String> after) {
        List<FieldChange> changes = FieldChanges.between(before, after);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuditNote(actor, action(before, after, changes), subject, changes));
    }

    private static AuditAction action(
            Map<String, String> before, Map<String, String> after, List<FieldChange> changes) {
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() ? AuditAction.ADDED : AuditAction.REMOVED;
        }
        if (changes.size() == 1 && changes.get(0).field().equals(PAUSED_UNTIL)) {
            return after.containsKey(PAUSED_UNTIL) ? AuditAction.PAUSED : AuditAction.RESUMED;
        }
        return AuditAction.CHANGED;
    }
}
