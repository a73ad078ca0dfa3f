/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.RefusedException;

/**
 * Words of one line, as in a {@code command_line} of Nagios: blanks separate them; single or double quotes, or a backslash before
 * it, make a character part of a word. Nothing else means anything, since no shell reads them.
 */
public final class CommandWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private CommandWords(String line) {
        this.line = line;
    }

    /** @throws RefusedException if a quote is not closed, or nothing follows a backslash */
    public static List<String> of(String line) {
        return new CommandWords(line).read();
    }

    /** Returns values separated by {@code !}, as behind a {@code check_command} of Nagios; {@code \!} is one that separates nothing. */
    static List<String> separatedByMarks(String text) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '!') {
                value.append('!');
                i++;
            } else if (c == '!') {
                values.add(value.toString());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString());
        return values;
    }

    private List<String> read() {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (Character.isWhitespace(c)) {
                end();
                continue;
            }
            begun = true;
            switch (c) {
                case '\'' -> literal();
                case '"' -> quoted();
                case '\\' -> word.append(next());
                default -> word.append(c);
            }
        }
        end();
        return words;
    }

    private void literal() {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw unfinished();
        }
        word.append(line, at, end);
        at = end + 1;
    }

    private void quoted() {
        for (char c = next(); c != '"'; c = next()) {
            boolean escape = c == '\\' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? next() : c);
        }
    }

    private char next() {
        if (at == line.length()) {
            throw unfinished();
        }
        return line.charAt(at++);
    }

    private static RefusedException unfinished() {
        return new RefusedException("a quote is not closed, or nothing follows the last backslash");
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
