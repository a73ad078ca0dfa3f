/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.history;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** What has been: runs and measured values by time, and deliveries that have ended. Thread-safe. */
public interface HistoryStore {

    /**
     * Makes the partitions of the next periods, and drops those that are older than the retention; the latest run of each check
     * is kept. Does nothing where this application may not change the schema: {@link #purge} removes everything then.
     *
     * @param retention how long runs and values are kept as they were
     */
    void keepPartitions(Duration retention);

    /**
     * Sums values up, by the hour and by the day, as far as these have passed.
     *
     * @return whether there is more to sum up
     */
    boolean sumUp();

    /**
     * Removes what ended longer ago, the oldest first, but never the latest run of a check and its deliveries. One node does
     * it at a time; for another there is nothing to do meanwhile.
     *
     * @param max most rows of each kind to remove at once, so that no transaction lasts long
     * @return how many rows were removed
     */
    int purge(Duration olderThan, int max);

    /** Returns where the delivery counts do not balance: created ones are neither present nor counted as removed. */
    List<Imbalance> audit();

    /**
     * A broken law.
     *
     * @param server name of the server
     * @param day day of creation, in UTC
     * @param created how many deliveries were created
     * @param present how many of them there are
     * @param removed how many were removed after their end
     */
    record Imbalance(String server, LocalDate day, long created, long present, long removed) {}
}
