/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows fields that may hold a secret, by their names, and what is noted in place of their values. */
final class Hidden {

    static final String SET = "set";
    static final String CHANGED = "changed";
    static final String REMOVED = "removed";

    private static final Pattern NAMES = Pattern.compile(
            "password|passwd|passphrase|secret|token|credential|api-?_?key|private-?_?key", Pattern.CASE_INSENSITIVE);

    private Hidden() {}

    static boolean is(String field) {
        return NAMES.matcher(field).find();
    }

    /** Returns a change of such a field without its values. */
    static FieldChange change(String field, @Nullable String before, @Nullable String after) {
        String now = after == null ? REMOVED : before == null ? SET : CHANGED;
        return new FieldChange(field, before == null ? null : SET, now);
    }
}
