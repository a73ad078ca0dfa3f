/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notification;

import org.nscacheck.Status;

/** How bad it is, from good to bad. The names are those of collectd's {@code notification_t}. */
public enum Severity {
    OKAY,
    WARNING,
    FAILURE;

    /** Returns the severity of a state: what could not be found out is as bad as what is broken. */
    public static Severity of(Status status) {
        return switch (status) {
            case OK -> OKAY;
            case WARNING -> WARNING;
            case CRITICAL, UNKNOWN -> FAILURE;
        };
    }

    /** Returns the state that a receiver of results knows it by. */
    public Status status() {
        return switch (this) {
            case OKAY -> Status.OK;
            case WARNING -> Status.WARNING;
            case FAILURE -> Status.CRITICAL;
        };
    }
}
