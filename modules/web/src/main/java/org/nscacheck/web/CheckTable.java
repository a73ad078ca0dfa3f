/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks as comma-separated values (RFC 4180). What a check returned may begin like a formula, which a spreadsheet would compute or
 * even run: such a value gets an apostrophe before it, which spreadsheets take for the mark of a text. Not thread-safe.
 */
final class CheckTable {

    /** With what a formula begins, and what some spreadsheets skip before one. */
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    CheckTable() {
        line(List.of("Name", "Service", "State", "Note", "Message", "Since", "Last run", "Next run"));
    }

    void add(CheckRow row) {
        line(List.of(
                row.name(),
                row.service(),
                row.state().word(),
                row.timing().note(),
                row.message(),
                time(row.timing().since()),
                time(row.timing().lastRun()),
                time(row.timing().nextRun())));
    }

    private static String time(Words.@Nullable Moment moment) {
        return moment == null ? "" : moment.iso();
    }

    private void line(List<String> cells) {
        text.append(cells.stream().map(CheckTable::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** Returns a value as it stands in a file. */
    static String cell(String value) {
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        String safe = formula ? "'" + value : value;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
