/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

/**
 * One test of one row, as a line of a report.
 *
 * @param row the row's id
 * @param test simple class name and method
 * @param done what the test does
 */
record Shown(String row, String test, String done, Verdict verdict) {

    Shown {
        if ((row + test + done).matches("(?s).*[\t\r\n|].*")) {
            throw new IllegalArgumentException("A row and what was done for it are one line without bars: " + row + ", "
                    + test + ", \"" + done + "\"");
        }
    }

    static Shown parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("Not a line of a report: " + line);
        }
        return new Shown(cells[0], cells[1], cells[2], Verdict.valueOf(cells[3]));
    }

    String format() {
        return String.join("\t", row, test, done, verdict.name());
    }
}
