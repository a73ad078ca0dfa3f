/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
 * A missing metric has {@code missing} in the fourth place. In a label, {@code \n}, {@code \r} and {@code \\} stand for the characters
 * that they stand for in Java.
 */
final class MemoryText {

    private static final String HEADER = "thresholds 1";
    private static final String RULE = "rule ";
    private static final String NONE = "-";
    private static final String MISSING = "missing";

    /** Told, counts, seen, missing, counter, label. */
    private static final int PARTS = 6;

    /** A longer text was not written by us: it would be more entries than are kept. */
    private static final int MAX_LENGTH = 4_000_000;

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
            text.append(' ').append(escape(entry.getKey().label()));
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

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static RuleMemory read(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith(HEADER + '\n')) {
            return RuleMemory.EMPTY;
        }
        try {
            return new RuleMemory(entries(text.split("\n", -1)));
        } catch (RuntimeException e) {
            // Whatever is wrong with it, an alarm that begins anew is better than a check that cannot be judged.
            return RuleMemory.EMPTY;
        }
    }

    private static Map<EntryKey, Remembered> entries(String[] lines) {
        Map<EntryKey, Remembered> entries = new HashMap<>();
        UUID rule = null;
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith(RULE)) {
                rule = UUID.fromString(lines[i].substring(RULE.length()));
            } else if (rule == null) {
                throw new IllegalArgumentException("a metric before any rule");
            } else {
                String[] parts = lines[i].split(" ", PARTS);
                entries.put(new EntryKey(rule, unescape(parts[PARTS - 1])), entry(parts));
            }
        }
        return entries;
    }

    private static Remembered entry(String[] parts) {
        return new Remembered(
                Level.valueOf(parts[0]),
                counts(parts[1]),
                Instant.parse(parts[2]),
                parts[3].equals(MISSING),
                raw(parts[4]));
    }

    private static Counts counts(String text) {
        String[] counts = text.split("/", -1);
        return new Counts(
                Integer.parseInt(counts[0]),
                Integer.parseInt(counts[1]),
                Integer.parseInt(counts[2]),
                Integer.parseInt(counts[3]));
    }

    private static @Nullable Raw raw(String text) {
        int at = text.indexOf('@');
        return at < 0 ? null : new Raw(new BigDecimal(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    private static String unescape(String text) {
        StringBuilder label = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            label.append(c == '\\' ? unescape(text.charAt(++i)) : c);
        }
        return label.toString();
    }

    private static char unescape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
