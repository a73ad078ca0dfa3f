/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a command other than PUTNOTIF and GETTHRESHOLD, for which collectd has rules of their own (see {@link Words}). Blanks
 * separate fields; quotes may begin within a field, and end it; a backslash within quotes stands for the next character.
 */
final class Fields {

    private final List<String> fields = new ArrayList<>();
    private final StringBuilder field = new StringBuilder();
    private boolean inField;
    private boolean inQuotes;

    private Fields() {}

    static List<String> split(String line) throws FaultyLineException {
        Fields split = new Fields();
        split.readAll(line);
        return split.fields;
    }

    private void readAll(String line) throws FaultyLineException {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quote();
            } else if (c == '\\' && inQuotes) {
                i++;
                if (i == line.length()) {
                    throw new FaultyLineException("Backslash at end of string.");
                }
                add(line.charAt(i));
            } else if (Words.isSpace(c) && !inQuotes) {
                end();
            } else {
                add(c);
            }
        }
        if (inQuotes) {
            throw new FaultyLineException("Unterminated quoted string.");
        }
        end();
    }

    private void quote() {
        if (inQuotes) {
            inField = true; // Also where nothing stood between the quotes.
            end();
        }
        inQuotes = !inQuotes;
    }

    private void add(char c) {
        inField = true;
        field.append(c);
    }

    private void end() {
        if (inField) {
            fields.add(field.toString());
            field.setLength(0);
            inField = false;
        }
    }

    /** A field of the form {@code key=value}, with a key of letters, digits, underlines and colons. */
    record Option(String key, String value) {

        /** Returns the option, or empty if the field is none. */
        static Optional<Option> of(String field) {
            int end = 0;
            while (end < field.length() && Words.isKey(field.charAt(end))) {
                end++;
            }
            return end == 0 || end == field.length() || field.charAt(end) != '='
                    ? Optional.empty()
                    : Optional.of(new Option(field.substring(0, end), field.substring(end + 1)));
        }
    }
}
