/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259) as plain values: maps, lists, text, {@link BigInteger}, {@link Double}, booleans and null. Of a key that occurs
 * twice the last one counts, as in Python. For one text.
 */
final class JsonText {

    private final String text;
    private int next;

    private JsonText(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if the text is no JSON */
    static @Nullable Object read(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value();
        json.skipBlanks();
        if (json.next < text.length()) {
            throw json.fault("something follows the value");
        }
        return value;
    }

    /** Returns a text between quotation marks. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private @Nullable Object value() {
        skipBlanks();
        if (next == text.length()) {
            throw fault("a value is missing");
        }
        return switch (text.charAt(next)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, next)) {
            throw fault("no value");
        }
        next += word.length();
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        next++;
        if (found('}')) {
            return object;
        }
        do {
            skipBlanks();
            if (next == text.length() || text.charAt(next) != '"') {
                throw fault("a key is missing");
            }
            String key = string();
            require(':');
            object.put(key, value());
        } while (found(','));
        require('}');
        return object;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> array = new ArrayList<>();
        next++;
        if (found(']')) {
            return array;
        }
        do {
            array.add(value());
        } while (found(','));
        require(']');
        return array;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        next++;
        while (true) {
            char c = take();
            if (c == '"') {
                return string.toString();
            } else if (c < ' ') {
                throw fault("a control character in a text");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                next += 4;
                if (next > text.length() || !text.substring(next - 4, next).matches("[0-9a-fA-F]{4}")) {
                    throw fault("no character");
                }
                yield (char) Integer.parseInt(text.substring(next - 4, next), 16);
            }
            default -> throw fault("no escape");
        };
    }

    private Object number() {
        int end = next;
        while (end < text.length() && "+-.0123456789eE".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        String number = text.substring(next, end);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw fault("no value");
        }
        next = end;
        boolean whole = number.matches("-?[0-9]+");
        return whole ? new BigInteger(number) : (Object) Double.valueOf(number);
    }

    private char take() {
        if (next == text.length()) {
            throw fault("a text has no end");
        }
        return text.charAt(next++);
    }

    private boolean found(char c) {
        skipBlanks();
        boolean found = next < text.length() && text.charAt(next) == c;
        next += found ? 1 : 0;
        return found;
    }

    private void require(char c) {
        if (!found(c)) {
            throw fault("'" + c + "' is missing");
        }
    }

    private void skipBlanks() {
        while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(what + " at character " + next);
    }
}
