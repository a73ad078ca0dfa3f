/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.Optional;
import org.nscacheck.Status;

/**
 * OverC's words for states. Its documentation names {@code ERR} for what its program knows as {@code FAIL} only: both are read,
 * {@code FAIL} is written.
 */
public final class OverCStates {

    private OverCStates() {}

    /** Returns {@code OK}, {@code WARN}, {@code FAIL} or {@code UNK}. */
    public static String text(Status status) {
        return switch (status) {
            case OK -> "OK";
            case WARNING -> "WARN";
            case CRITICAL -> "FAIL";
            case UNKNOWN -> "UNK";
        };
    }

    /** Returns the state of this word, in this case and no other; empty for any other text. */
    public static Optional<Status> of(String text) {
        return switch (text) {
            case "OK" -> Optional.of(Status.OK);
            case "WARN" -> Optional.of(Status.WARNING);
            case "FAIL", "ERR" -> Optional.of(Status.CRITICAL);
            case "UNK" -> Optional.of(Status.UNKNOWN);
            default -> Optional.empty();
        };
    }
}
