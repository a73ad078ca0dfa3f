/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

/** What was done. */
public enum AuditAction {
    /** It exists since then. */
    ADDED,
    /** Some of its settings are others since then. */
    CHANGED,
    /** It does not exist since then. */
    REMOVED,
    /** A check does not run until then, or until somebody resumes it. */
    PAUSED,
    /** The pause of a check was ended. */
    RESUMED,
    /** Somebody asked for a run of a check. */
    RUN_REQUESTED,
    /** Somebody had a check run without recording or sending its result. */
    TRIED,
    /** Somebody takes care of a problem. */
    ACKNOWLEDGED,
    /** Somebody does not take care of a problem any longer. */
    UNACKNOWLEDGED,
    /** Somebody had a notifier send a test. */
    TESTED,
    /** Somebody had what waits for a server tried at once. */
    RETRIED,
    /** Somebody ended what waits for a server: it is never sent. */
    DISCARDED,
    /** Somebody had the database deliver for another environment. */
    CONFIRMED,
    /** Somebody imported a configuration; each thing that it changed has an entry of its own. */
    IMPORTED;

    /** Returns whether it says how settings were before and after it, so that it can be undone. */
    public boolean isOfSettings() {
        return this == ADDED || this == CHANGED || this == PAUSED || this == RESUMED || this == REMOVED;
    }
}
