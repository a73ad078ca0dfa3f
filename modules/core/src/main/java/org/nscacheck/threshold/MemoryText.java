/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.nscacheck.threshold.Remembered.Counts;
import org.nscacheck.threshold.Remembered.Raw;
import org.nscacheck.threshold.RuleMemory.EntryKey;

/**
 * The text of a memory. Lines, of which the first is {@value #HEADER}:
 *
 * <pre>
 * rule 6f1b2c3d-...                                            the metrics below belong to this rule
 * FAILURE 0/3/3/0 2026-11-27T22:00:00Z - - disk free           told level, counts, seen, missing, counter, label
 * UNDECIDED 0/0/0/0 2026-11-27T22:00:00Z - 17@2026-11-27T22:00:00Z bytes sent
 * </pre>
 *
 * A missing metric has {@code missing} in the fourth place. In a label, a backslash is doubled, and control characters are written
 * by their number as in Java.
 */
final class MemoryText {

    static final String HEADER = "thresholds 1";
    static final String RULE = "rule ";
    static final String NONE = "-";
    static final String MISSING = "missing";

    private MemoryText() {}

    static String write(RuleMemory memory) {
        if (memory.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(HEADER);
        UUID rule = null;
        for (Map.Entry<EntryKey, Remembered> entry : sorted(memory)) {
            if (!entry.getKey().rule().equals(rule)) {
                rule = entry.getKey().rule();
                text.append('\n').append(RULE).append(rule);
            }
            write(text.append('\n'), entry.getValue());
            escape(entry.getKey().label(), text.append(' '));
        }
        return text.toString();
    }

    private static List<Map.Entry<EntryKey, Remembered>> sorted(RuleMemory memory) {
        return memory.entries().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<EntryKey, Remembered> entry) ->
                                entry.getKey().rule())
                        .thenComparing(entry -> entry.getKey().label()))
                .toList();
    }

    private static void write(StringBuilder text, Remembered entry) {
        Counts counts = entry.counts();
        text.append(entry.told()).append(' ');
        text.append(counts.unknown()).append('/').append(counts.warning()).append('/');
        text.append(counts.failure()).append('/').append(counts.good()).append(' ');
        text.append(entry.seen())
                .append(' ')
                .append(entry.missing() ? MISSING : NONE)
                .append(' ');
        Raw raw = entry.raw();
        if (raw == null) {
            text.append(NONE);
        } else {
            text.append(raw.value()).append('@').append(raw.at());
        }
    }

    /** A database may refuse control characters and halves of a surrogate pair. */
    private static void escape(String label, StringBuilder text) {
        label.codePoints().forEach(c -> {
            if (c == '\\') {
                text.append("\\\\");
            } else if (Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
    }
}
