/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

import org.jspecify.annotations.Nullable;

/** When a server that rejects every connection becomes suspect: its password or cipher probably differs. */
public final class Rejections {

    /** After so many in a row, a server that stopped at a bad moment is no longer the likely cause. */
    public static final int SUSPICIOUS = 3;

    private Rejections() {}

    /**
     * Returns whether a server is suspect.
     *
     * @param failures how many tries in a row have failed
     * @param problem why the last one did, or null if that is not known
     */
    public static boolean isSuspect(int failures, @Nullable DeliveryProblem problem) {
        return failures >= SUSPICIOUS && problem == DeliveryProblem.REJECTED;
    }
}
