/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Duration;
import java.time.ZoneId;
import org.nscacheck.check.NodeId;

/**
 * How deliveries are sent.
 *
 * @param node name of this process
 * @param limits what a server is given at once, and how long it belongs to this process
 * @param retry pauses after failures
 * @param shutdown how long closing waits for batches under way
 * @param zone of times in words
 * @param listener is told of batches
 */
public record DeliverySettings(
        NodeId node, Limits limits, RetryPolicy retry, Duration shutdown, ZoneId zone, DeliveryListener listener) {

    /**
     * Limits of a batch.
     *
     * @param batchSize the most reports handed to a sender at once
     * @param batchTime time a sender has for a batch
     * @param lease how long a server belongs to a node that does not renew; longer than a batch may take
     */
    public record Limits(int batchSize, Duration batchTime, Duration lease) {

        /** Checks that the lease outlasts a batch. */
        public Limits {
            if (batchSize < 1 || batchTime.compareTo(lease) >= 0) {
                throw new IllegalArgumentException("batch size " + batchSize + " must be positive and batch time "
                        + batchTime + " less than the lease " + lease);
            }
        }
    }

    /** Returns settings with the usual values: 500 reports, 20 seconds a batch, a lease of 30 seconds. */
    public static DeliverySettings of(NodeId node) {
        return new DeliverySettings(
                node,
                new Limits(500, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                RetryPolicy.DEFAULT,
                Duration.ofSeconds(10),
                ZoneId.systemDefault(),
                DeliveryListener.NONE);
    }
}
