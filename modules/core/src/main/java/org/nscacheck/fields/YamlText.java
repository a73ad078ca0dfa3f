/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.fields;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes YAML of maps, lists and texts, the part of it that properties need. Any other YAML reads back the same. */
public final class YamlText {

    /** What cannot be taken for anything but a text, or for the number that it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9 ._/-]*[A-Za-z0-9/]|[A-Za-z0-9]");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern SPECIAL = Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|[0-9][0-9_.e:xob-]*");

    private YamlText() {}

    /** Returns the map as YAML; of empty maps nothing is written. */
    public static String write(Map<String, ?> map) {
        StringBuilder out = new StringBuilder();
        map.forEach((key, value) -> write(out, "", key, value));
        return out.toString();
    }

    private static void write(StringBuilder out, String indent, String key, Object value) {
        String begin = indent + key(key) + ":";
        if (value instanceof Map<?, ?> map) {
            if (!map.isEmpty()) {
                out.append(begin).append('\n');
                new LinkedHashMap<>(map).forEach((name, each) -> write(out, indent + "  ", String.valueOf(name), each));
            }
        } else if (value instanceof List<?> list) {
            out.append(begin).append(list.isEmpty() ? " []\n" : "\n");
            list.forEach(each -> out.append(indent)
                    .append("  - ")
                    .append(text(String.valueOf(each)))
                    .append('\n'));
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(begin).append(' ').append(value).append('\n');
        } else {
            out.append(begin).append(' ').append(text(String.valueOf(value))).append('\n');
        }
    }

    /** Spring Boot takes each character of a key in brackets as it stands. */
    private static String key(String key) {
        return KEY.matcher(key).matches() ? key : quoted("[" + key + "]");
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !SPECIAL.matcher(text).matches();
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || isMisread(c)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Line ends for YAML, a mark that it takes away, and what it takes for no text. */
    private static boolean isMisread(int c) {
        return c == 0x2028
                || c == 0x2029
                || c == 0xfeff
                || (c >= 0xfffe && c <= 0xffff)
                || Character.getType(c) == Character.SURROGATE;
    }
}
