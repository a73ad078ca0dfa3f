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
 * @param check what to run
 * @param node the node part of the due row's key, empty for a check that runs once in the cluster
 * @param number how many claims this check has seen
 * @param handler what to call
 * @param configVersion changes with everything that a cached {@link org.nscacheck.check.Check} depends on
 * @param slot time slot of the run
 * @param forced whether a person asked for this run
 * @param claimedAt when it was claimed, on the database's clock
 * @param leaseUntil until when nobody else may claim it
 * @param state what was remembered of the run before
 */
public record Claim(
        CheckId check,
        String node,
        long number,
        CheckKey handler,
        int configVersion,
        Instant slot,
        boolean forced,
        Instant claimedAt,
        Instant leaseUntil,
        CheckState state) {

    /** Returns what identifies this claim. */
    public ClaimId id() {
        return new ClaimId(check, node, number);
    }

    /** Identity of a claim. */
    public record ClaimId(CheckId check, String node, long number) {}
}
