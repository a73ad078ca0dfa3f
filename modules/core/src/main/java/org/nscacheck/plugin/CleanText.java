/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Text for people, without any character that a receiver would read as structure.
 *
 * <ul>
 *   <li>Every kind of line end (those of the regular expression {@code \R}) becomes {@code \n}, a tab a space.
 *   <li>{@code |} becomes {@code ¦}. It would start performance data, in Nagios and Icinga 2 on any line, and no receiver
 *       but Shinken knows an escape for it. The broken bar looks alike and exists in ISO 8859-1 too.
 *   <li>Control characters, among them NUL (ends a C string), ETB (separates the records of {@code send_nsca}) and ESC
 *       (speaks to terminals), and lone surrogates (have no UTF-8 form) become U+FFFD.
 *   <li>Everything else passes: HTML, {@code ;}, backslashes, marks for the direction of writing.
 * </ul>
 *
 * @param text lines without blanks at their ends, separated by {@code \n}; no empty first or last line
 * @param replaced whether a character was replaced that a reader may miss (not a tab or a line end)
 * @param cut whether the text went on behind the limit
 */
record CleanText(String text, boolean replaced, boolean cut) {

    static final String MARK = "… (truncated)";

    private static final int MARK_BYTES = bytes(MARK);

    /** In less room than this a cut text would be little but the mark. */
    static final int LEAST_BYTES = 2 * MARK_BYTES;

    /** Cleans as much of a text as fits into this many bytes, however long the text is. */
    static CleanText of(String raw, int maxBytes) {
        StringBuilder clean = new StringBuilder(Math.min(raw.length(), maxBytes));
        int bytes = 0;
        boolean replaced = false;
        int next = 0;
        while (next < raw.length()) {
            int from = raw.codePointAt(next);
            int to = clean(from);
            int size = bytes(to);
            if (bytes + size > maxBytes) {
                return new CleanText(trim(clean.toString()), replaced, true);
            }
            next += Character.charCount(from);
            if (from == '\r' && next < raw.length() && raw.charAt(next) == '\n') {
                continue;
            }
            if (clean.isEmpty() && Character.isWhitespace(to)) {
                continue;
            }
            replaced |= to != from && !Character.isWhitespace(to);
            clean.appendCodePoint(to);
            bytes += size;
        }
        return new CleanText(trim(clean.toString()), replaced, false);
    }

    private static int clean(int c) {
        return switch (c) {
            case '\t' -> ' ';
            case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> '\n';
            case '|' -> '¦';
            default -> isUnsendable(c) ? 0xFFFD : c;
        };
    }

    static boolean isUnsendable(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    private static String trim(String text) {
        return stripLines(text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")));
    }

    /** Removes empty lines at both ends, but no indentation. */
    static String stripLines(String lines) {
        int start = 0;
        while (start < lines.length() && lines.charAt(start) == '\n') {
            start++;
        }
        return lines.substring(start).stripTrailing();
    }

    String firstLine() {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns what stands below the first line, without leading empty lines. */
    String otherLines() {
        int end = text.indexOf('\n');
        return end < 0 ? "" : stripLines(text.substring(end));
    }

    List<String> lines() {
        return text.lines().filter(line -> !line.isEmpty()).toList();
    }

    /**
     * Returns the text if it fits and nothing is missing, otherwise as much as fits and a mark that says so. The mark is
     * left out where it would take most of the room.
     */
    static String fit(String text, boolean more, int maxBytes) {
        int bytes = bytes(text);
        if (!more && bytes <= maxBytes) {
            return text;
        }
        if (maxBytes < LEAST_BYTES) {
            return head(text, maxBytes).stripTrailing();
        }
        return head(text, maxBytes - MARK_BYTES).stripTrailing() + MARK;
    }

    /** Returns as many whole characters as fit. */
    static String head(String text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += bytes(c);
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** Returns the length in UTF-8 of text without lone surrogates. */
    static int bytes(String text) {
        return text.codePoints().map(CleanText::bytes).sum();
    }

    static int bytes(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}
