/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import org.nscacheck.CheckResult;

/**
 * Bounds what a run may leave behind. PostgreSQL cannot store NUL, half a surrogate pair has no UTF-8, and a check that
 * returns a 10 MB text must not fill the history.
 */
final class StorableText {

    static final int MAX_MESSAGE = 16_384;
    static final int MAX_LONG_OUTPUT = 131_072;

    private StorableText() {}

    static CheckResult of(CheckResult result) {
        return new CheckResult(
                result.status(),
                clean(result.message(), MAX_MESSAGE),
                clean(result.longOutput(), MAX_LONG_OUTPUT),
                result.perfData());
    }

    static String clean(String text, int maxLength) {
        boolean cut = text.length() > maxLength;
        String kept = cut ? text.substring(0, maxLength) : text;
        boolean dirty = false;
        for (int i = 0; i < kept.length() && !dirty; i++) {
            char c = kept.charAt(i);
            dirty = c == 0 || Character.isSurrogate(c);
        }
        if (dirty) {
            StringBuilder storable = new StringBuilder(kept.length());
            kept.codePoints()
                    .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? 0xFFFD : c)
                    .forEach(storable::appendCodePoint);
            kept = storable.toString();
        }
        return cut ? kept + "… (" + (text.length() - maxLength) + " more characters were not kept)" : kept;
    }
}
