/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;
import java.util.List;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckRun;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Server;

/**
 * Is told what the engines do, for meters and the like. Called from several threads, in the midst of the work: must be quick
 * and thread-safe. What it throws is logged and harms nothing.
 */
public interface EngineListener {

    /** Does nothing. */
    EngineListener NONE = new EngineListener() {};

    /**
     * A check begins to run.
     *
     * @param delay how long after it was due; zero if a person asked for it
     */
    default void runStarted(Check check, Duration delay) {}

    /** A check has run; comes once after each {@link #runStarted} unless the application stops in between. */
    default void runEnded(Check check, CheckRun run) {}

    /**
     * A batch was handed to a sender and came back.
     *
     * @param outcomes one for each report, in the same order
     * @param took how long the sender had it
     */
    default void batchSent(Server server, List<Report> reports, List<SendOutcome> outcomes, Duration took) {}
}
