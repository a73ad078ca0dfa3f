/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import org.nscacheck.Status;

/** By what a person looks for checks. A check can stand in several of these at once: one that is CRITICAL may be paused. */
public enum Standing {

    /** Whatever somebody should look at: not OK, or not able to run. */
    PROBLEM,

    /** Active, and its configuration or its code keeps it from running. */
    CANNOT_RUN,
    CRITICAL,
    UNKNOWN,
    WARNING,

    /** A run should have begun and has not. */
    OVERDUE,
    OK,

    /** Active, and without a state so far. */
    NOT_YET_RUN,
    PAUSED,
    INACTIVE;

    /** Returns whether a check stands there. */
    public boolean includes(CheckOutline outline) {
        CheckSummary summary = outline.summary();
        Status status = summary.active() ? summary.state().status() : null;
        return switch (this) {
            case PROBLEM -> summary.isFaulty() || (status != null && status != Status.OK);
            case CANNOT_RUN -> summary.isFaulty();
            case CRITICAL -> status == Status.CRITICAL;
            case UNKNOWN -> status == Status.UNKNOWN;
            case WARNING -> status == Status.WARNING;
            case OVERDUE -> summary.isOverdue(CheckSummary.OVERDUE);
            case OK -> status == Status.OK;
            case NOT_YET_RUN -> summary.active() && status == null;
            case PAUSED -> outline.isPaused();
            case INACTIVE -> !summary.active();
        };
    }
}
