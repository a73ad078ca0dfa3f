/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import java.time.Instant;
import org.nscacheck.server.ServerId;

/**
 * The right of one node to send to one server. The number is the fence: completions of a former holder are rejected.
 *
 * @param server the server
 * @param number how many leases this server has seen
 * @param failures how many batches in a row have failed
 * @param until when it ends unless renewed, on the database's clock
 */
public record ServerLease(ServerId server, long number, int failures, Instant until) {

    /** Returns how many deliveries the first batch may have: one if the server has failed, so that its time-out costs one report's time. */
    public int firstBatch(int max) {
        return failures > 0 ? 1 : max;
    }
}
