/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.ini;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of sections, as Python's {@code ConfigParser} reads it: {@code [section]}, {@code key = value} or {@code key: value}, comments
 * with {@code #} or {@code ;} at the begin of a line, or with {@code ;} behind a blank, and lines that begin with a blank continue the
 * value above. Names of keys are read in lower case. Immutable.
 *
 * @param sections in the order of the file; one that stands twice is there twice
 */
public record IniFile(List<Section> sections) {

    public IniFile {
        sections = List.copyOf(sections);
    }

    /**
     * A section.
     *
     * @param name what stands between the brackets
     * @param line its number, from 1
     * @param entries in the order of the file
     */
    public record Section(String name, int line, List<Entry> entries) {

        public Section {
            entries = List.copyOf(entries);
        }

        /** Returns the value of a key; of several the last counts. */
        public Optional<String> value(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .reduce((first, last) -> last);
        }
    }

    /**
     * A key and its value.
     *
     * @param key in lower case
     * @param value without blanks around it, may be empty
     * @param line its number, from 1
     */
    public record Entry(String key, String value, int line) {}

    /** Returns the sections of this name. */
    public List<Section> named(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).toList();
    }

    /** @throws IniException if a line is none of these; the message names it */
    public static IniFile parse(String text) {
        return new Parser().parse(text);
    }

    /** Reads one file. */
    private static final class Parser {

        private final List<Section> sections = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private String name = "";
        private int begin;
        private int line;

        IniFile parse(String text) {
            for (String each : text.replace("\uFEFF", "").lines().toList()) {
                line++;
                read(each);
            }
            endSection();
            return new IniFile(sections);
        }

        private void read(String raw) {
            String text = raw.strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                return;
            }
            if (Character.isWhitespace(raw.charAt(0)) && !entries.isEmpty()) {
                Entry above = entries.remove(entries.size() - 1);
                entries.add(new Entry(above.key(), above.value() + "\n" + withoutComment(text), above.line()));
            } else if (text.startsWith("[")) {
                begin(text);
            } else {
                add(text);
            }
        }

        private void begin(String text) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new IniException(line, "the section has no closing bracket: " + text);
            }
            endSection();
            name = text.substring(1, end).strip();
            begin = line;
        }

        private void endSection() {
            if (begin > 0) {
                sections.add(new Section(name, begin, entries));
            }
            entries.clear();
        }

        private void add(String text) {
            int equals = text.indexOf('=');
            int colon = text.indexOf(':');
            int at = equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
            if (at <= 0) {
                throw new IniException(line, "this is no section and no key=value: " + text);
            }
            if (begin == 0) {
                throw new IniException(line, "this stands before the first section: " + text);
            }
            String key = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
            entries.add(new Entry(key, withoutComment(text.substring(at + 1).strip()), line));
        }

        private static String withoutComment(String value) {
            for (int i = 1; i < value.length(); i++) {
                if (value.charAt(i) == ';' && Character.isWhitespace(value.charAt(i - 1))) {
                    return value.substring(0, i).strip();
                }
            }
            return value;
        }
    }
}
