/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.nscacheck.check.NodeId;
import org.nscacheck.server.ServerId;

/**
 * The outbox. Implementations are thread-safe and shared by all nodes; the only clock is the store's own. Deliveries
 * enter it through {@code RunStore.record}.
 */
public interface DeliveryStore {

    /**
     * Returns the active servers that have something to be sent now and that no other node talks to; also those whose lease this
     * node has, since it may not know of it.
     */
    Ready findReady(NodeId node);

    /**
     * Takes the lease of a server, or returns empty if another node has it or the server is to be left alone for now. A lease that
     * this node has already, because it got no answer or could not give it back, ends with that.
     */
    Optional<ServerLease> lease(ServerId server, NodeId node, Duration length);

    /**
     * Takes the next deliveries of a server and renews the lease by its length. What a former holder of the lease had
     * taken comes back first. What is too old is ended as EXPIRED: an OK behind its {@code validUntil}, anything else
     * behind the server's maximum age.
     *
     * @return the oldest ones, of a target as many as wait in a row: none behind an older one that is to wait longer
     */
    Batch take(ServerLease lease, int max, Duration length);

    /**
     * Notes what became of deliveries.
     *
     * @return false if the lease was lost; then nothing was noted
     */
    boolean complete(ServerLease lease, List<Completion> completions);

    /**
     * Gives the lease back.
     *
     * @param failures how many batches in a row have failed, 0 after success
     * @param pause how long the server is to be left alone, zero for not at all
     */
    void release(ServerLease lease, int failures, Duration pause);
}
