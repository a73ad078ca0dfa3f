/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arguments of a call in Python. Those with a name and a simple value, a number, a text or a truth value, have a place among ours;
 * positional ones and everything else is code, which is never evaluated.
 *
 * @param named values by name
 * @param others what has no place
 */
record PythonArguments(Map<String, String> named, List<String> others) {

    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*=(?!=)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
    private static final Pattern TEXT = Pattern.compile("u?'([^'\\\\]*)'|u?\"([^\"\\\\]*)\"", Pattern.DOTALL);

    static PythonArguments read(String text) {
        Map<String, String> named = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (String argument : split(text)) {
            Matcher matcher = NAMED.matcher(argument);
            String value = matcher.matches() ? simple(matcher.group(2)) : "";
            if (matcher.matches() && !value.isEmpty()) {
                named.put(matcher.group(1), value);
            } else {
                others.add(argument);
            }
        }
        return new PythonArguments(named, others);
    }

    /** Returns the value as text, or an empty one if it is more than a value. */
    private static String simple(String value) {
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        if (value.equals("True") || value.equals("False")) {
            return value.equals("True") ? "true" : "false";
        }
        Matcher text = TEXT.matcher(value);
        if (text.matches()) {
            return text.group(1) == null ? text.group(2) : text.group(1);
        }
        return "";
    }

    /** Splits at the commas that are in no quotes and no brackets. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                add(parts, text.substring(begin, i));
                begin = i + 1;
            }
        }
        add(parts, text.substring(begin));
        return parts;
    }

    private static void add(List<String> parts, String part) {
        if (!part.isBlank()) {
            parts.add(part.strip());
        }
    }
}
