/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Duration;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;

/** Receives events of runs. Called from several threads while they work: must be quick and thread-safe. */
public interface RunListener {

    /** Does nothing. */
    RunListener NONE = new RunListener() {};

    /**
     * A check begins to run.
     *
     * @param delay how long after it was due; zero if a person asked for it
     */
    default void runStarted(Check check, Duration delay) {}

    /** A check has run; comes once after each {@link #runStarted} unless the application stops in between. */
    default void runEnded(Check check, CheckRun run) {}
}
