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
     * Says that this node lives. If it has said so without a gap for a while, the checks that nodes have claimed which have not
     * are free at once; the servers they talk to are free when their leases end, because a node that is only frozen may wake in
     * the middle of a batch. After an outage of the store all look dead, so a node that has just come back frees nothing.
     *
     * @param handlers what this node's code offers
     * @param validity how long a node lives without saying so
     * @param steady how long this node must have lived without a gap before it may free anything
     */
    Renewal renew(NodeId node, Set<CheckKey> handlers, Duration validity, Duration steady);

    /** Returns the nodes that live. */
    List<NodeId> living();

    /**
     * Removes a node that stops in order. What it runs for itself is no longer due, unless another process has its name, and
     * comes back when it is planned again.
     */
    void leave(NodeId node);

    /**
     * Removes from the due list what nodes run for themselves that have been away for longer than this: they will not come back
     * under their names, or will plan anew.
     *
     * @return names of these nodes
     */
    Set<String> forget(Duration absence);

    /**
     * What a node learns when it says that it lives.
     *
     * @param back whether it had not lived before, or not said so for longer than the validity
     * @param dead the nodes that were found dead
     * @param configuration a number that grows with each change of a server or a check
     */
    record Renewal(boolean back, List<String> dead, long configuration) {}
}
