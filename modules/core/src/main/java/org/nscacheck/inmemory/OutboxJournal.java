/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.inmemory;

import java.util.Collection;
import java.util.List;
import org.nscacheck.check.CheckId;
import org.nscacheck.delivery.NewDelivery;

/** Keeps what waits in the outbox over the end of the process. Called by one thread at a time. */
public interface OutboxJournal {

    /** Keeps nothing. */
    OutboxJournal NONE = new OutboxJournal() {
        @Override
        public List<Entry> read() {
            return List.of();
        }

        @Override
        public void added(List<Entry> entries) {}

        @Override
        public void ended(Collection<Long> numbers) {}
    };

    /**
     * A delivery that waits.
     *
     * @param number grows in the order of creation
     * @param delivery what is to be sent, and where to
     * @param origin the run that it is of
     * @param changed whether the check entered another state with it
     */
    record Entry(long number, NewDelivery delivery, Origin origin, boolean changed) {}

    /**
     * The run that a delivery is of.
     *
     * @param check the check
     * @param node the node that it is for, empty for a check that runs once in the cluster
     * @param claim number of the claim under which it ran
     */
    record Origin(CheckId check, String node, long claim) {}

    /** Returns what waited when the last process ended, the oldest first. Called once, before anything else. */
    List<Entry> read();

    /**
     * Keeps entries. The run that they are of counts as recorded only if this returns.
     *
     * @throws RuntimeException if they could not be kept; the run is recorded again later
     */
    void added(List<Entry> entries);

    /** Forgets entries that have ended. What could not be forgotten is sent once more by the next process. */
    void ended(Collection<Long> numbers);
}
