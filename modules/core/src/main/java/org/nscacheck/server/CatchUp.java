/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

/** Which results of a service are sent after its server was unreachable. */
public enum CatchUp {
    /** Only the newest is sent. Right for NSCA, whose daemon stamps every result with its own time of receipt. */
    LATEST,
    /** Every change of state is sent in order, then the newest. */
    CHANGES,
    /** All are sent in order. Right where the protocol sends the time of the result. */
    ALL
}
