/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.check;

import org.nscacheck.CheckResult;
import org.nscacheck.Status;

/**
 * Bounds what a run may leave behind; {@link CheckResult} states the limits. NUL cannot be stored everywhere, half a surrogate
 * pair has no UTF-8, and a check that returns a 10 MB text must not fill the history.
 */
public final class StorableText {

    static final int MAX_MESSAGE = 16_384;
    static final int MAX_LONG_OUTPUT = 131_072;
    private static final int MAX_REASON = 300;

    private StorableText() {}

    public static CheckResult of(CheckResult result) {
        return new CheckResult(
                result.status(),
                clean(result.message(), MAX_MESSAGE),
                clean(result.longOutput(), MAX_LONG_OUTPUT),
                StorablePerfData.of(result.perfData()));
    }

    /** Returns what is reported in place of a result that the store refuses: short, and of characters that each store has. */
    public static CheckResult unstorable(String reason) {
        String line = reason.lines().findFirst().orElse("").strip();
        String kept = line.substring(0, Math.min(line.length(), MAX_REASON));
        return CheckResult.of(
                Status.CRITICAL, "the result could not be stored: " + kept.replaceAll("[^\\x20-\\x7E]", "?"));
    }

    public static String clean(String text, int maxLength) {
        boolean cut = text.length() > maxLength;
        String kept = start(text, maxLength);
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
        return cut ? kept + "… (" + (text.length() - kept.length()) + " more characters were not kept)" : kept;
    }

    /** Returns the text up to this length, and never half of a character. */
    public static String start(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength);
    }
}
