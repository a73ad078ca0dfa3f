/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import org.jspecify.annotations.Nullable;

/** Patterns with {@code *} and {@code ?}, matched in linear space and without backtracking beyond the last star. */
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
        return isPattern(pattern) ? matchesPattern(pattern, text) : pattern.equals(text);
    }

    private static boolean matchesPattern(String pattern, String text) {
        int p = 0;
        int star = -1;
        int retry = 0;
        for (int t = 0; t < text.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
