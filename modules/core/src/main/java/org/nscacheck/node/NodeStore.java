/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.node;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.NodeId;

/** Which nodes live, on the store's clock. Thread-safe. */
public interface NodeStore {

    /** How long a node lives without saying so: four renewals may fail. All statements about living nodes mean this one. */
    Duration VALIDITY = Duration.ofSeconds(10);

    /**
     * Renews the lease of this node. If it has renewed steadily, it frees the claims of dead nodes on checks at once. Their leases of
     * servers run until they expire, because a node that is only frozen may wake in the middle of a batch. After an outage of the
     * store all nodes look dead, so a node that has just come back frees nothing.
     *
     * @param handlers what this node's code offers
     * @param validity how long a node counts as alive after a renewal
     * @param steady how long this node must have lived without a gap before it may free anything
     */
    Renewal renew(NodeId node, Set<CheckKey> handlers, Duration validity, Duration steady);

    /** Returns the nodes that live. */
    List<NodeId> living();

    /**
     * Removes a node that stops in order. Its per-node checks are no longer due, unless another process has its name, until they
     * are scheduled again.
     */
    void leave(NodeId node);

    /**
     * Removes the per-node checks of nodes that have been absent for longer than this: they will not come back under their names,
     * or will schedule them again.
     *
     * @return names of these nodes
     */
    Set<String> forget(Duration absence);

    /**
     * What a node learns when it renews its lease.
     *
     * @param back whether it is new, or had not renewed for longer than the validity
     * @param dead the nodes that were found dead
     * @param configuration a number that grows with each change of a server or a check
     */
    record Renewal(boolean back, List<String> dead, long configuration) {}
}
