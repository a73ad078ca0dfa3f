/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck;

import java.util.Optional;

/**
 * The four states of a check, in the words and codes of the Nagios plugin interface.
 *
 * <p>Severity for combining states is not the code: UNKNOWN has the highest code but a CRITICAL must win over it, so
 * use {@link #worse(Status)}.
 */
public enum Status {
    /** Everything the check looked at is fine. */
    OK(0),
    /** Works, but somebody should look at it. */
    WARNING(1),
    /** Does not work, or is beyond its critical limit. */
    CRITICAL(2),
    /** The check could not find out. */
    UNKNOWN(3);

    private static final Status[] BY_CODE = {OK, WARNING, CRITICAL, UNKNOWN};

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** Returns the return code that stands for this state on the wire: 0 to 3. */
    public int code() {
        return code;
    }

    /** Returns the state for a return code, or empty if the code is outside 0 to 3. */
    public static Optional<Status> ofCode(long code) {
        return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[(int) code]) : Optional.empty();
    }

    /** Returns the worse of the two, in the order OK, UNKNOWN, WARNING, CRITICAL. */
    public Status worse(Status other) {
        return severity() >= other.severity() ? this : other;
    }

    private int severity() {
        return switch (this) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case WARNING -> 2;
            case CRITICAL -> 3;
        };
    }
}
