/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.engine;

import java.time.Duration;

/** What has been: runs, and deliveries that have ended. Thread-safe. */
public interface HistoryStore {

    /**
     * Removes what ended longer ago, the oldest first, but never the latest run of a check and its deliveries. One node does it at a
     * time; for another there is nothing to do meanwhile.
     *
     * @param max most runs and most deliveries to remove at once, so that no transaction lasts long
     * @return how many rows were removed
     */
    int purge(Duration olderThan, int max);
}
