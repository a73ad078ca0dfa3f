/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.server;

/** What becomes of results of one service that pile up while its server cannot be reached. */
public enum CatchUp {
    /** Only the newest is sent. Right for NSCA, whose daemon stamps every result with its own time of receipt. */
    LATEST,
    /** Every change of state is sent in order, then the newest. */
    CHANGES,
    /** All are sent in order. Right where the time of the result travels with it. */
    ALL
}
