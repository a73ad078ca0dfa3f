/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import org.jspecify.annotations.Nullable;
import org.nscacheck.policy.Wildcards;

/** What a part of a match says: any text, a pattern of {@link Wildcards}, or one text. */
final class Glob {

    private Glob() {}

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Returns 0 for any, 1 for a pattern, 2 for an exact text. */
    static int weight(@Nullable String pattern) {
        if (pattern == null) {
            return 0;
        }
        return isPattern(pattern) ? 1 : 2;
    }

    /** Returns whether the whole text matches; null matches every text. */
    static boolean matches(@Nullable String pattern, String text) {
        if (pattern == null) {
            return true;
        }
        return isPattern(pattern) ? Wildcards.matches(pattern, text) : pattern.equals(text);
    }
}
