/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.imports;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values (RFC 4180), or such with semicolons, as spreadsheets write them. */
final class Csv {

    private final String text;
    private final char separator;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private int at;

    private Csv(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String first = this.text.lines().findFirst().orElse("");
        this.separator = first.chars().filter(c -> c == ';').count()
                        > first.chars().filter(c -> c == ',').count()
                ? ';'
                : ',';
    }

    /** Returns the rows with at least one value; a quote that is not closed ends with the text. */
    static List<List<String>> read(String text) {
        return new Csv(text).read();
    }

    private List<List<String>> read() {
        while (at < text.length()) {
            boolean quoted = text.charAt(at) == '"';
            row.add(quoted ? quoted() : plain());
            endField();
        }
        endRow();
        return rows;
    }

    private String plain() {
        int begin = at;
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else {
                return value.append(plain()).toString();
            }
        }
        return value.toString();
    }

    private void endField() {
        if (at < text.length() && text.charAt(at) == separator) {
            at++;
            if (at == text.length()) {
                row.add("");
            }
            return;
        }
        while (at < text.length() && (text.charAt(at) == '\r' || text.charAt(at) == '\n')) {
            at++;
        }
        endRow();
    }

    private void endRow() {
        if (row.stream().anyMatch(value -> !value.isBlank())) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }
}
