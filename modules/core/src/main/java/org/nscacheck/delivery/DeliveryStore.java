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
     * Returns the active servers with deliveries to send now whose lease no other node holds; also those whose lease this node
     * holds, since it may not know of it.
     */
    Ready findReady(NodeId node);

    /**
     * Leases a server, or returns empty if another node holds the lease or the server is in back-off. A lease that this node holds
     * already, because it got no answer or could not release it, ends with that.
     */
    Optional<ServerLease> lease(ServerId server, NodeId node, Duration length);

    /**
     * Takes the next deliveries of a server and renews the lease by its length. Deliveries that a former holder of
     * the lease had taken come first. Old ones end as EXPIRED: an OK after its {@code validUntil}, others after the
     * server's maximum age.
     *
     * @return the oldest ones, of a target as many as wait in a row: none behind an older one that is to wait longer
     */
    Batch take(ServerLease lease, int max, Duration length);

    /**
     * Stores the outcomes of deliveries.
     *
     * @return false if the lease was lost; then nothing was stored
     */
    boolean complete(ServerLease lease, List<Completion> completions);

    /**
     * Releases the lease.
     *
     * @param failures how many batches in a row have failed, 0 after success
     * @param pause back-off of the server, or zero
     * @return whether something waits for the server, if not for a pause of its own: other nodes may have seen it and left it to
     *     the holder of the lease
     */
    boolean release(ServerLease lease, int failures, Duration pause);

    /**
     * What one needs to begin sending to a server.
     *
     * @param batch as of {@link #take}
     */
    record Begun(ServerLease lease, Batch batch) {}

    /**
     * Leases a server and takes its first batch, as {@link #lease} and {@link #take} do.
     *
     * @param max how many deliveries; one, if the server has failed last
     */
    default Optional<Begun> begin(ServerId server, NodeId node, Duration length, int max) {
        return lease(server, node, length).map(lease -> new Begun(lease, take(lease, lease.firstBatch(max), length)));
    }

    /**
     * What came of the end.
     *
     * @param held whether the lease was still held; if not, nothing was stored
     * @param waiting as of {@link #release}
     */
    record Ended(boolean held, boolean waiting) {}

    /** Stores the outcomes of the last batch and releases the lease, as {@link #complete} and {@link #release} do. */
    default Ended end(ServerLease lease, List<Completion> completions, int failures, Duration pause) {
        boolean held = complete(lease, completions);
        return new Ended(held, release(lease, failures, pause));
    }
}
