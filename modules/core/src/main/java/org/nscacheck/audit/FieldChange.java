/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

import org.jspecify.annotations.Nullable;

/**
 * A field and its value before and after. Of a field that may hold a secret both say only whether there is one, see {@link
 * Hidden}.
 *
 * @param field name of the field, such as {@code timeout} or {@code argument.url}
 * @param before its value before, or null if it was not set
 * @param after its value after, or null if it is not set any longer
 */
public record FieldChange(
        String field, @Nullable String before, @Nullable String after) {

    /** Returns whether the values are not those of the field, but only say whether it has one. */
    public boolean isHidden() {
        return Hidden.is(field);
    }
}
