/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.util.Optional;

/**
 * Reads PUTNOTIF and GETTHRESHOLD word by word, with collectd's rules for them: a word is quoted as a whole or not at all, a backslash
 * within quotes stands for the next character, and what is empty must be written as {@code ""}. Not thread-safe.
 */
final class Words {

    private final String line;
    private int at;

    Words(String line) {
        this.line = line;
    }

    /** What {@code isspace} takes in the C locale. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isKey(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    }

    boolean isAtEnd() {
        return at == line.length();
    }

    /** Returns what has not been read. */
    String rest() {
        return line.substring(at);
    }

    /** Returns the next word, or empty if there is none or it is malformed; the blanks behind it are read too. */
    Optional<String> word() {
        skipSpace();
        if (isAtEnd()) {
            return Optional.empty();
        }
        Optional<String> word = line.charAt(at) == '"' ? quoted() : Optional.of(plain());
        skipSpace();
        return word;
    }

    /** Returns the next option, or empty if it is malformed. */
    Optional<Fields.Option> option() {
        skipSpace();
        int begin = at;
        while (!isAtEnd() && isKey(line.charAt(at))) {
            at++;
        }
        if (at == begin || isAtEnd() || line.charAt(at) != '=') {
            return Optional.empty();
        }
        String key = line.substring(begin, at);
        at++;
        return isAtEnd() || isSpace(line.charAt(at))
                ? Optional.empty()
                : word().map(value -> new Fields.Option(key, value));
    }

    private void skipSpace() {
        while (!isAtEnd() && isSpace(line.charAt(at))) {
            at++;
        }
    }

    private String plain() {
        int begin = at;
        while (!isAtEnd() && !isSpace(line.charAt(at))) {
            at++;
        }
        return line.substring(begin, at);
    }

    private Optional<String> quoted() {
        StringBuilder word = new StringBuilder();
        for (at++; !isAtEnd(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                at++;
                return isAtEnd() || isSpace(line.charAt(at)) ? Optional.of(word.toString()) : Optional.empty();
            }
            if (c == '\\') {
                at++;
                if (isAtEnd()) {
                    return Optional.empty();
                }
                c = line.charAt(at);
            }
            word.append(c);
        }
        return Optional.empty();
    }
}
