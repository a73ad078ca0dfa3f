/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nscacheck.check.CheckId;
import org.nscacheck.sender.Report;
import org.nscacheck.server.ServerId;

/**
 * The outbox as people see it, and what they may do to what waits in it. A delivery that a sender has is never touched, so that it is
 * neither lost nor sent twice. Each change is entered in the audit trail in its own transaction. Implementations are thread-safe; no
 * call reads more than a part of the outbox, however long that is.
 */
public interface DeliveryDesk {

    /** How many deliveries are looked through for one list, if only some of them are wanted. */
    int MOST_LOOKED_THROUGH = 10_000;

    /** Returns a part of a list. One that begins behind a delivery which was removed since begins anew. */
    DeliveryList list(DeliveryQuery query);

    /** Returns one delivery, or empty if it does not exist or was removed. */
    Optional<DeliveryEntry> find(long delivery);

    /**
     * A delivery with what it carries.
     *
     * @param report what is sent, or null if it cannot be read any more
     */
    record Carried(DeliveryEntry entry, @Nullable Report report) {}

    /**
     * Returns what a run has put into the outbox, as far as it is still known.
     *
     * @param node the node that the check is for, empty for a check that runs once in the cluster
     * @param run number of the run
     * @param endedAt when the run ended: numbers of runs may begin anew
     */
    List<Carried> ofRun(CheckId check, String node, long run, Instant endedAt);

    /**
     * Counts what waits, what is stuck and what was refused and still waits.
     *
     * @param server only what is for this server, or null for any
     * @param most the highest number that is wanted: counting ends there, 1 or more
     */
    Map<DeliveryGroup, Integer> counts(@Nullable ServerId server, int most);

    /**
     * What became of deliveries.
     *
     * @param done those to which it was done, as they were before
     * @param kept those to which it could not be done, as they are: they are with a sender, or have ended
     * @param unknown numbers of those that do not exist
     */
    record Attempted(List<DeliveryEntry> done, List<DeliveryEntry> kept, List<Long> unknown) {

        public Attempted {
            done = List.copyOf(done);
            kept = List.copyOf(kept);
            unknown = List.copyOf(unknown);
        }
    }

    /**
     * Ends the pauses of a delivery that waits, of older ones for the same service, and of its server.
     *
     * @param by who asks for it
     */
    Attempted retry(long delivery, String by);

    /**
     * Ends the pauses of a server and of all that waits for it.
     *
     * @param by who asks for it
     * @return whether anything waits for it; if not, nothing was done
     */
    boolean retryAll(ServerId server, String by);

    /**
     * Ends deliveries that wait as DISCARDED. What was taken under a lease that is over waits, too.
     *
     * @param reason why, for people
     * @param by who does it
     */
    Attempted discard(Collection<Long> deliveries, String reason, String by);
}
