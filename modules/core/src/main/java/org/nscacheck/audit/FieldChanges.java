/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Compares what two states of something say, field by field. */
public final class FieldChanges {

    private FieldChanges() {}

    /** Returns whether a field may hold a secret, by its name, so that its values are not to be shown. */
    public static boolean mayBeSecret(String field) {
        return Hidden.is(field);
    }

    /**
     * Returns the fields that differ, in the order of their names.
     *
     * @param before values by field
     * @param after values by field
     */
    public static List<FieldChange> between(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> fields = new TreeSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<FieldChange> changes = new ArrayList<>();
        for (String field : fields) {
            String old = before.get(field);
            String now = after.get(field);
            if (!Objects.equals(old, now)) {
                changes.add(Hidden.is(field) ? Hidden.change(field, old, now) : new FieldChange(field, old, now));
            }
        }
        return List.copyOf(changes);
    }
}
