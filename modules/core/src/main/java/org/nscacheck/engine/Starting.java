/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Instant;

/**
 * Why checks do not run yet in an application that has started. Immutable.
 *
 * @param since when the start began, on this machine's clock
 * @param cause what is waited for, or what was found faulty; empty while the start only takes its time
 * @param faulty whether somebody has to correct something; otherwise it goes on as soon as the database is there
 */
public record Starting(Instant since, String cause, boolean faulty) {

    /** Returns whether it is the database that is waited for. */
    boolean isWaiting() {
        return !faulty && !cause.isEmpty();
    }

    /** Returns {@code faulty} or {@code starting}, for health and endpoint. */
    public String state() {
        return faulty ? "faulty" : "starting";
    }

    /** Returns a sentence for people. */
    public String sentence() {
        if (cause.isEmpty()) {
            return "Checks are starting.";
        }
        return faulty ? "Checks cannot start: " + cause : "Checks start when the database answers: " + cause;
    }
}
