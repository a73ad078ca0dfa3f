/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A row that has to be shown, as {@code rows.txt} has it.
 *
 * @param state how much of it is shown
 * @param why what is not shown and why; empty where all is
 * @param title what happens
 */
record MatrixRow(String id, Run run, State state, String why, String title) {

    enum State {
        /** A passed test is required. */
        SHOWN,
        /** A passed test is required, and the table says what it leaves out. */
        PART,
        /** No test yet; the table says why. */
        OPEN
    }

    MatrixRow {
        if ((state == State.SHOWN) != why.isEmpty()) {
            throw new IllegalArgumentException(
                    "Row " + id + ": a reason belongs to what is not shown, and only to that");
        }
    }

    static MatrixRow parse(String line) {
        String[] cells = line.split("\\s*\\|\\s*", -1);
        if (cells.length != 4) {
            throw new IllegalArgumentException("Not \"id | run | state | title\": " + line);
        }
        String[] state = cells[2].split(":\\s*", 2);
        return new MatrixRow(
                cells[0], Run.of(cells[1]), stateOf(state[0]), state.length == 2 ? state[1] : "", cells[3]);
    }

    private static State stateOf(String word) {
        return switch (word) {
            case "shown" -> State.SHOWN;
            case "part" -> State.PART;
            case "open" -> State.OPEN;
            default -> throw new IllegalArgumentException("Neither shown, part nor open: " + word);
        };
    }

    static List<MatrixRow> all() {
        try (InputStream in = MatrixRow.class.getResourceAsStream("rows.txt")) {
            if (in == null) {
                throw new IllegalStateException("rows.txt is missing beside " + MatrixRow.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MatrixRow::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
