/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import java.time.Duration;
import org.nscacheck.engine.Stores;

/** What the contracts need that look at several stores of one database. It has no tests of its own. */
public interface DatabaseContract {

    /** Returns all stores of one database, empty when a test begins. No node has announced itself yet. */
    Stores stores();

    /** Moves the clock of the database ahead. It stands still otherwise, so that no test depends on how fast it runs. */
    void passTime(Duration time);
}
