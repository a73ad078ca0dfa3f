/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.threshold;

import org.nscacheck.Status;

/** What a rule thinks of a metric, the worst last. */
public enum Level {
    /** Nothing yet, such as before the second value of a counter. */
    UNDECIDED(Status.OK),
    /** Within the limits. */
    OKAY(Status.OK),
    /** The value is not known, or cannot be compared with the limits. */
    UNKNOWN(Status.UNKNOWN),
    /** Outside the warning limits. */
    WARNING(Status.WARNING),
    /** Outside the failure limits, or missing. */
    FAILURE(Status.CRITICAL);

    private final Status status;

    Level(Status status) {
        this.status = status;
    }

    /** Returns the state of a check that is judged so; what is undecided is OK. */
    public Status status() {
        return status;
    }

    /** Returns whether somebody should be told. */
    public boolean isBad() {
        return compareTo(OKAY) > 0;
    }
}
