/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.threshold.Remembered.Counts;
import org.nscacheck.threshold.Remembered.Raw;
import org.nscacheck.threshold.RuleMemory.EntryKey;

/** Reads what {@link MemoryText} writes. Not thread-safe. */
final class MemoryReader {

    /** Told, counts, seen, missing, counter, label. */
    private static final int PARTS = 6;

    private static final int HEXADECIMAL = 16;

    private final Map<EntryKey, Remembered> entries = new HashMap<>();

    /** Most metrics were seen at the same time. */
    private final Map<String, Instant> times = new HashMap<>();

    private MemoryReader() {}

    static RuleMemory read(String text) {
        if (!text.startsWith(MemoryText.HEADER + '\n')) {
            return RuleMemory.EMPTY;
        }
        try {
            MemoryReader reader = new MemoryReader();
            reader.read(text.split("\n", -1));
            return new RuleMemory(reader.entries);
        } catch (RuntimeException e) {
            // Whatever is wrong with it, an alarm that begins anew is better than a check that cannot be judged.
            return RuleMemory.EMPTY;
        }
    }

    private void read(String[] lines) {
        UUID rule = null;
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].startsWith(MemoryText.RULE)) {
                rule = UUID.fromString(lines[i].substring(MemoryText.RULE.length()));
            } else if (rule == null) {
                throw new IllegalArgumentException("a metric before any rule");
            } else {
                String[] parts = lines[i].split(" ", PARTS);
                entries.put(new EntryKey(rule, unescape(parts[PARTS - 1])), entry(parts));
            }
        }
    }

    private Remembered entry(String[] parts) {
        return new Remembered(
                Level.valueOf(parts[0]),
                counts(parts[1]),
                time(parts[2]),
                parts[3].equals(MemoryText.MISSING),
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

    private @Nullable Raw raw(String text) {
        int at = text.indexOf('@');
        return at < 0 ? null : new Raw(new BigDecimal(text.substring(0, at)), time(text.substring(at + 1)));
    }

    private Instant time(String text) {
        return times.computeIfAbsent(text, Instant::parse);
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder label = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                label.append(text.charAt(i));
            } else if (text.charAt(++i) == 'u') {
                label.append((char) Integer.parseInt(text.substring(i + 1, i + 5), HEXADECIMAL));
                i += 4;
            } else {
                label.append(text.charAt(i));
            }
        }
        return label.toString();
    }
}
