/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.List;
import org.nscacheck.audit.AuditKind;
import org.nscacheck.audit.FieldChange;

/**
 * What an import would do to one thing.
 *
 * @param kind a server, a check, or a kind of policy
 * @param deed what would be done
 * @param changes its fields that would be others afterwards; secrets as whether there is one
 * @param faults why it cannot be done, empty if nothing is known to be wrong
 * @param line where the file speaks of it, 0 if it does not
 * @param takesSecret whether it is new and can have a secret, which the file does not tell
 */
public record ImportItem(
        AuditKind kind,
        String name,
        Deed deed,
        List<FieldChange> changes,
        List<String> faults,
        int line,
        boolean takesSecret) {

    /** What would be done. */
    public enum Deed {
        ADD,
        CHANGE,
        REMOVE,
        /** Nothing: it is as the file says. */
        NONE
    }

    public ImportItem {
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
    }

    /** Returns what it is called in a choice: unique in an import. */
    public String key() {
        return key(kind, name);
    }

    static String key(AuditKind kind, String name) {
        return kind.key() + ":" + name;
    }

    /** Returns whether it can be chosen. */
    public boolean isPossible() {
        return deed != Deed.NONE && faults.isEmpty();
    }
}
