/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.run;

import java.time.Instant;
import org.nscacheck.check.CheckId;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckState;

/**
 * The right to run one check once. It ends when the run is recorded or the lease is over; the number is the fence that
 * keeps a node which was frozen meanwhile from recording.
 *
 * @param id what identifies this claim
 * @param handler what to call
 * @param configVersion changes with everything that a cached {@link org.nscacheck.check.Check} depends on
 * @param slot time slot of the run
 * @param forced whether a person asked for this run
 * @param lease how long the right lasts
 * @param state what was remembered of the run before
 */
public record Claim(
        ClaimId id, CheckKey handler, int configVersion, Instant slot, boolean forced, Lease lease, CheckState state) {

    /**
     * Identity of a claim.
     *
     * @param check what to run
     * @param node the node part of the due row's key, empty for a check that runs once in the cluster
     * @param number how many claims this check has seen
     */
    public record ClaimId(CheckId check, String node, long number) {}

    /**
     * How long a claim holds, on the database's clock.
     *
     * @param from when it was claimed
     * @param until until when nobody else may claim it
     */
    public record Lease(Instant from, Instant until) {}

    /** Returns what to run. */
    public CheckId check() {
        return id.check();
    }

    /** Returns the node part of the due row's key, empty for a check that runs once in the cluster. */
    public String node() {
        return id.node();
    }

    /** Returns how many claims this check has seen. */
    public long number() {
        return id.number();
    }

    /** Returns when it was claimed, on the database's clock. */
    public Instant claimedAt() {
        return lease.from();
    }

    /** Returns until when nobody else may claim it. */
    public Instant leaseUntil() {
        return lease.until();
    }
}
